CREATE TRIGGER extract_downloads_never_change BEFORE UPDATE ON extract_downloads BEGIN SELECT RAISE(ABORT, 'downloads are append-only'); END;
CREATE TRIGGER extract_downloads_never_go BEFORE DELETE ON extract_downloads BEGIN SELECT RAISE(ABORT, 'downloads are append-only'); END;
CREATE TRIGGER extract_download_people_never_change BEFORE UPDATE ON extract_download_people BEGIN SELECT RAISE(ABORT, 'downloads are append-only'); END;
CREATE TRIGGER extract_download_people_never_go BEFORE DELETE ON extract_download_people BEGIN SELECT RAISE(ABORT, 'downloads are append-only'); END;
