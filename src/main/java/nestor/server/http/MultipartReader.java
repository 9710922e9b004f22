package nestor.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.fileupload.FileItemIterator;
import org.apache.commons.fileupload.FileItemStream;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadBase;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.InvalidFileNameException;
import org.apache.commons.fileupload.UploadContext;
import org.jspecify.annotations.Nullable;

/**
 * Reader of the parts of a {@code multipart/form-data} body, in order. Parts that share a field's
 * name stay separate.
 */
public final class MultipartReader {
  private static final int MOST = 1000;

  private MultipartReader() {}

  /** Whether a body of that type consists of parts. */
  public static boolean isMultipart(@Nullable String contentType) {
    return MediaTypes.bare(contentType).equals("multipart/form-data");
  }

  /** Hears of each part. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A part.
     *
     * @param field the name of the form's field
     * @param fileName what the sender calls the file, as it came, or null where it is no file
     * @param content may be read until the listener returns
     */
    void part(
        String field, @Nullable String fileName, @Nullable String contentType, InputStream content)
        throws IOException;
  }

  /**
   * Reads the body part by part, once it is clear that there are not too many: the listener hears
   * of none then.
   *
   * @throws ProblemException if it is not what its content type says, or has too many parts
   * @throws IOException if it cannot be read from the disk, or by the listener
   */
  public static void read(Path body, String contentType, Listener listener) throws IOException {
    int[] parts = {0};
    each(
        body,
        contentType,
        part -> {
          if (++parts[0] > MOST) {
            throw malformed("it has more than " + MOST + " parts; send them in several requests");
          }
        });
    each(
        body,
        contentType,
        part -> {
          try (InputStream content = part.openStream()) {
            listener.part(
                String.valueOf(part.getFieldName()),
                part.isFormField() ? null : name(part),
                part.getContentType(),
                content);
          }
        });
  }

  private interface Visitor {
    void see(FileItemStream part) throws FileUploadException, IOException;
  }

  private static void each(Path body, String contentType, Visitor visitor) throws IOException {
    long size = Files.size(body);
    try (InputStream in = Files.newInputStream(body)) {
      FileUpload upload = new FileUpload();
      upload.setHeaderEncoding("UTF-8");
      FileItemIterator parts = known(() -> upload.getItemIterator(new Body(contentType, size, in)));
      while (known(parts::hasNext)) {
        visitor.see(known(parts::next));
      }
    } catch (FileUploadException | FileItemStream.ItemSkippedException e) {
      throw malformed(e.getMessage());
    } catch (IOException e) {
      if (e instanceof FileUploadBase.FileUploadIOException
          || e.getClass().getName().startsWith("org.apache.commons.fileupload")) {
        throw malformed(e.getMessage());
      }
      throw e;
    }
  }

  /** Asks the library, which (at 1.x) stumbles over parts within a part that name no boundary. */
  private static <T> T known(Question<T> question) throws FileUploadException, IOException {
    try {
      return question.answer();
    } catch (NullPointerException e) {
      throw malformed("a part that holds others names no boundary");
    }
  }

  private interface Question<T> {
    T answer() throws FileUploadException, IOException;
  }

  private static @Nullable String name(FileItemStream part) {
    try {
      return part.getName();
    } catch (InvalidFileNameException e) {
      return e.getName();
    }
  }

  private static ProblemException malformed(@Nullable String why) {
    return Problem.of(
            400,
            "The body is not what its Content-Type says",
            "the parts cannot be told apart: "
                + (why == null ? "a boundary is missing" : why.lines().findFirst().orElse(""))
                + "; let the client write multipart/form-data by itself, as curl -F does")
        .refusal();
  }

  private record Body(String contentType, long contentLength, InputStream in)
      implements UploadContext {
    @Override
    public String getCharacterEncoding() {
      return "UTF-8";
    }

    @Override
    public String getContentType() {
      return contentType;
    }

    @Override
    @Deprecated
    public int getContentLength() {
      return (int) Math.min(contentLength, Integer.MAX_VALUE);
    }

    @Override
    public InputStream getInputStream() {
      return in;
    }
  }
}
