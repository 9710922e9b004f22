package nestor.delivery.mail;

import nestor.delivery.Format;

/** File attached to an outgoing mail. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MailAttachment(String name, Format format, byte[] content) {}
