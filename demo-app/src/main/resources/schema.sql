create table if not exists reading (
  id bigint generated always as identity primary key,
  station varchar(100) not null,
  temperature double precision not null,
  taken_at bigint not null
);
create index if not exists reading_station on reading (station);
