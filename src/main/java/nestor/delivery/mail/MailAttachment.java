package nestor.delivery.mail;

import nestor.delivery.Format;

/** A file that goes with a letter. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record MailAttachment(String name, Format format, byte[] content) {}
