CREATE TRIGGER extract_downloads_append_only BEFORE UPDATE OR DELETE ON extract_downloads FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER extract_downloads_never_emptied BEFORE TRUNCATE ON extract_downloads FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER extract_download_people_append_only BEFORE UPDATE OR DELETE ON extract_download_people FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER extract_download_people_never_emptied BEFORE TRUNCATE ON extract_download_people FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
