SELECT name, AVG(note) FROM noten GROUP BY name;
