using FlowLang.Runtime;

namespace FlowLang.Connectors.Files;

/// <summary>A files connection: its root is there to be read, and can be written where a pipeline writes below it.</summary>
/// <param name="connection">Makes it; throws where a parameter of its root has no value.</param>
public sealed class FilesProbe(string name, Func<FilesConnection> connection, bool reads, bool writes) : HealthProbe
{
    public override string Name => $"connection {name}";

    public override Task<string> CheckAsync(CancellationToken cancel)
    {
        string root = connection().Root;
        bool exists = Directory.Exists(root);
        if (reads && !exists)
        {
            throw FileErrors.NoRoot(name, root);
        }

        if (reads && !Posix.CanList(root))
        {
            throw FileErrors.CannotRead(name, root, "this user may not list it");
        }

        string nearest = Posix.NearestFolder(root);
        if (writes && !Posix.CanWrite(nearest))
        {
            throw FileErrors.CannotWrite(name, nearest, "this user may not write there");
        }

        string can = (reads, writes) switch
        {
            (true, true) => "can be read and written",
            (true, false) => "can be read",
            _ when exists => "can be written",
            _ => "is created by the first run",
        };
        return Task.FromResult($"folder {root} {can}");
    }
}
