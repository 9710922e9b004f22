-- Every document that was acknowledged. The arrival number is the order in which documents are taken up.
create table receipts (
  id varchar(40) not null primary key,
  arrival bigint generated always as identity,
  name varchar(255) not null,
  placed_for varchar(255),
  sha256 varchar(64) not null,
  size_bytes bigint not null,
  received_at timestamp with time zone not null,
  state varchar(20) not null,
  reason text,
  organisation varchar(255),
  path text not null
);
create index receipts_by_state on receipts (state, arrival);
create index receipts_by_organisation on receipts (organisation, arrival);

-- Advice is due while the revision is ahead of the revision that was last advised.
create table organisations (
  id varchar(255) not null primary key,
  revision bigint not null,
  last_document_at timestamp with time zone not null,
  due_since timestamp with time zone,
  advised_revision bigint not null,
  advised_on date,
  advised_rulebook varchar(255)
);

-- What each dossier holds now.
create table sections (
  organisation varchar(255) not null references organisations (id),
  section varchar(255) not null,
  entries text not null,
  document varchar(600) not null,
  received_at timestamp with time zone not null,
  sha256 varchar(64) not null,
  receipt varchar(40) not null,
  primary key (organisation, section)
);

-- What each dossier held before; nothing is ever taken out.
create table section_history (
  id bigint generated always as identity primary key,
  organisation varchar(255) not null,
  section varchar(255) not null,
  entries text not null,
  document varchar(600) not null,
  received_at timestamp with time zone not null,
  sha256 varchar(64) not null,
  receipt varchar(40) not null,
  replaced_by varchar(40) not null
);
create index section_history_by_section on section_history (organisation, section, id);

create table advisories (
  id varchar(255) not null,
  made bigint generated always as identity,
  organisation varchar(255) not null references organisations (id),
  as_of date not null,
  rulebook varchar(255) not null,
  content text not null,
  created_at timestamp with time zone not null,
  primary key (organisation, id)
);
create index advisories_by_organisation on advisories (organisation, made);

-- The outbox: what is still to be handed over, written together with the advisory.
create table dispatches (
  id bigint generated always as identity primary key,
  organisation varchar(255) not null,
  advisory varchar(255) not null,
  channel varchar(40) not null,
  format varchar(40) not null,
  target text not null,
  state varchar(20) not null,
  attempts integer not null,
  next_attempt_at timestamp with time zone not null,
  last_error text,
  foreign key (organisation, advisory) references advisories (organisation, id)
);
create index dispatches_by_state on dispatches (state, next_attempt_at);
create index dispatches_by_advisory on dispatches (organisation, advisory);
