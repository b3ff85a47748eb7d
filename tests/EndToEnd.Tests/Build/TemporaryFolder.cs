namespace FlowLang.EndToEnd.Tests.Build;

/// <summary>A folder of one test, removed with it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Path = Directory.CreateTempSubdirectory("flowtest-").FullName;

    public string Path { get; }

    public string this[string file] => System.IO.Path.Combine(Path, file);

    public string Write(string file, string content)
    {
        string path = this[file];
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path) ?? Path);
        File.WriteAllText(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
