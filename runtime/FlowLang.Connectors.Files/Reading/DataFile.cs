namespace FlowLang.Connectors.Files;

/// <summary>A file of a source as it was when the run opened it.</summary>
internal sealed record DataFile(string Path, string Name, long Length, DateTime ModifiedUtc)
{
    public static DataFile Of(string path, string name)
    {
        var info = new FileInfo(path);
        return new DataFile(path, name, info.Length, info.LastWriteTimeUtc);
    }

    public bool HasChanged()
    {
        var info = new FileInfo(Path);
        return !info.Exists || info.Length != Length || info.LastWriteTimeUtc != ModifiedUtc;
    }
}
