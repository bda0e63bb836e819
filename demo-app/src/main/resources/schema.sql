create table reading (
  station varchar(100) not null,
  temperature double precision not null,
  taken_at bigint not null
);
create index reading_station on reading (station);
