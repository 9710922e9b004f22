-- A process may die between these, and the next start begins with the first again.

-- What each source states of each section now; the union of them is the dossier.
create table if not exists statements (
  organisation varchar(255) not null references organisations (id),
  section varchar(255) not null,
  source varchar(80) not null,
  partial integer not null,
  entries text not null,
  document varchar(600) not null,
  received_at timestamp with time zone not null,
  sha256 varchar(64) not null,
  receipt varchar(40) not null,
  notes text,
  primary key (organisation, section, source)
);
insert into statements (organisation, section, source, partial, entries, document, received_at, sha256, receipt, notes)
  select organisation, section, 'people', 0, entries, document, received_at, sha256, receipt, notes from sections s
  where not exists (
    select 1 from statements t
    where t.organisation = s.organisation and t.section = s.section and t.source = 'people');

-- On which of them each advisory rests.
create table if not exists advisory_statements (
  organisation varchar(255) not null,
  advisory varchar(255) not null,
  section varchar(255) not null,
  source varchar(80) not null,
  receipt varchar(40) not null,
  primary key (organisation, advisory, section, source),
  foreign key (organisation, advisory) references advisories (organisation, id)
);
insert into advisory_statements (organisation, advisory, section, source, receipt)
  select organisation, advisory, section, 'people', receipt from advisory_sections s
  where not exists (
    select 1 from advisory_statements t
    where t.organisation = s.organisation and t.advisory = s.advisory and t.section = s.section
      and t.source = 'people');

alter table section_history add column if not exists source varchar(80) default 'people' not null;
alter table section_history add column if not exists partial integer default 0 not null;
