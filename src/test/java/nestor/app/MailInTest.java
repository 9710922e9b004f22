package nestor.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nestor.configuration.Client;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailInTest {
  private static final String BACKUPS = "{\"backups\": [{\"system\": \"crm\"}]}";

  @TempDir Path folder;
  private PostOffice post;
  private Bench desk;

  @BeforeEach
  void openAPostOffice() {
    post = new PostOffice(false);
    desk = new Bench(folder.resolve("desk"));
  }

  @AfterEach
  void closeAll() {
    desk.close();
    post.close();
  }

  private void serve(Client... clients) throws IOException {
    desk.post = post.both(clients);
    desk.open();
  }

  @Test
  void anAttachmentIsADocumentAndItsSenderGetsAReceipt() throws IOException {
    serve(PostOffice.meridian());
    post.arrive(
        PostOffice.message(PostOffice.CIO, "Our data", "data.json", BACKUPS, "bad.json", "{"));

    await().untilAsserted(() -> assertThat(post.box(PostOffice.CIO)).hasSize(1));
    String receipt = PostOffice.text(post.box(PostOffice.CIO).get(0));
    System.out.println(receipt);
    await().untilAsserted(() -> assertThat(post.box(PostOffice.CEO)).hasSize(1));
    System.out.println(PostOffice.text(post.box(PostOffice.CEO).get(0)));
    System.out.println(desk.console());
    assertThat(post.own("Nestor/Done")).hasSize(1);
    assertThat(post.own("INBOX")).isEmpty();
    assertThat(List.of(1)).hasSize(1);
  }
}
