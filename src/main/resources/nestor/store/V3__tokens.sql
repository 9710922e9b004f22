-- Who may ask over HTTP. Only a hash of each token is kept. A token without an organisation is the consultant's.
create table tokens (
  id varchar(20) not null primary key,
  made bigint generated always as identity,
  sha256 varchar(64) not null unique,
  organisation varchar(255),
  name varchar(200) not null,
  created_at timestamp with time zone not null,
  revoked_at timestamp with time zone
);
