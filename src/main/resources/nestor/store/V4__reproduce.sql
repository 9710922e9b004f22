-- What each advisory rests on, so that it can be given again.
alter table advisories add column previous varchar(255);

create table advisory_sections (
  organisation varchar(255) not null,
  advisory varchar(255) not null,
  section varchar(255) not null,
  receipt varchar(40) not null,
  primary key (organisation, advisory, section),
  foreign key (organisation, advisory) references advisories (organisation, id)
);
