-- Every message that was fetched. Its raw bytes lie in the mail folder under its id.
create table mails (
  id varchar(40) not null primary key,
  arrival bigint generated always as identity,
  received_at timestamp with time zone not null,
  size_bytes bigint not null,
  whole integer not null,
  state varchar(20) not null,
  sender varchar(320),
  subject text,
  message_id text,
  automatic text,
  reason text
);
create index mails_by_state on mails (state, arrival);

-- The files of a message: each is a document of its own, or could not be read for a reason.
create table mail_documents (
  mail varchar(40) not null references mails (id),
  part integer not null,
  name text not null,
  receipt varchar(40),
  reason text,
  primary key (mail, part)
);
create index mail_documents_by_receipt on mail_documents (receipt);

-- What is still to be sent, written together with that which it tells of.
create table letters (
  id varchar(40) not null primary key,
  made bigint generated always as identity,
  kind varchar(20) not null,
  organisation varchar(255),
  advisory varchar(255),
  mail varchar(40) references mails (id),
  message_id varchar(600) not null,
  in_reply_to text,
  thread text,
  since date,
  promised_at timestamp with time zone not null,
  state varchar(20) not null,
  attempts integer not null,
  next_attempt_at timestamp with time zone not null,
  last_error text,
  foreign key (organisation, advisory) references advisories (organisation, id)
);
create index letters_by_state on letters (state, next_attempt_at);
create index letters_by_organisation on letters (organisation, made);
create index letters_by_message_id on letters (message_id);

create table letter_recipients (
  letter varchar(40) not null references letters (id),
  address varchar(320) not null,
  state varchar(20) not null,
  detail text,
  primary key (letter, address)
);
