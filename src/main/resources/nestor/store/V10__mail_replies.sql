-- The owner whom a reminder is for.
alter table letters add column owner varchar(255);

-- The rules behind the numbers that a mail gives its recommendations: a reply names these numbers.
create table letter_numbers (
  letter varchar(40) not null references letters (id),
  number integer not null,
  rule varchar(255) not null,
  primary key (letter, number)
);
