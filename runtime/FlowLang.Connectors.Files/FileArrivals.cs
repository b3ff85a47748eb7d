using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>Files that appear below a connection's root.</summary>
public sealed class FileArrivals(FilesConnection connection, string path) : IArrivals
{
    public string Name => $"{connection.Name} \"{path}\"";

    public IReadOnlyList<ArrivedFile> Look()
    {
        try
        {
            return [.. connection.Tree.Match(path).Select(file => new FileInfo(file)).Where(file => file.Exists).Select(Version)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw FileErrors.CannotRead(
                Name, connection.Root, e is UnauthorizedAccessException ? "this user may not look into it" : "the system gives no answer");
        }
    }

    private ArrivedFile Version(FileInfo file) => new(
        connection.Tree.Relative(file.FullName), file.Length, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero));
}
