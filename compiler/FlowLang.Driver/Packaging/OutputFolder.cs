using System.Collections.Immutable;
using System.Text.Json;

namespace FlowLang.Driver.Packaging;

/// <summary>
/// The folder that a build goes to. Files are written into a hidden folder inside of it, and take their places together in the end: a build
/// that fails or is interrupted changes nothing, and a program that runs from the folder keeps its files. What is not of a build (a run
/// ledger, data) stays untouched.
/// </summary>
public sealed class OutputFolder : IDisposable
{
    private readonly string _name;
    private readonly bool _links;
    private readonly string _aside;
    private readonly bool _isNew;
    private readonly ImmutableHashSet<string> _earlier;
    private readonly SortedSet<string> _files = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    private OutputFolder(string path, string name, bool links, bool isNew)
    {
        Path = path;
        _name = name;
        _links = links;
        _isNew = isNew;
        _aside = AsideFolder.Create(path);
        _earlier = FilesOfManifest(System.IO.Path.Combine(path, name + ".deps.json"));
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public ImmutableArray<string> Files => [.. _files];

    /// <summary>Of a build that has been committed.</summary>
    public long Bytes => _files.Sum(f => new FileInfo(FullName(f)).Length);

    /// <param name="links">Links files instead of copying them.</param>
    public static OutputFolder Open(string path, string name, bool links) => Guarded(path, () =>
    {
        bool isNew = !Directory.Exists(path);
        return new OutputFolder(Directory.CreateDirectory(path).FullName, name, links, isNew);
    });

    public void Write(string file, ReadOnlySpan<byte> content)
    {
        byte[] bytes = content.ToArray();
        Put(file, aside => File.WriteAllBytes(aside, bytes));
    }

    public void WriteExecutable(string file, byte[] content) => Put(file, aside =>
    {
        File.WriteAllBytes(aside, content);
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode All = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead
                | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            File.SetUnixFileMode(aside, All | UnixFileMode.UserWrite);
        }
    });

    /// <summary>Copies files under their own names; what an earlier build left unchanged is kept.</summary>
    public void Copy(IReadOnlyList<string> sources, CancellationToken cancel) => Guarded(Path, () =>
    {
        ParallelOptions options = new() { MaxDegreeOfParallelism = 2, CancellationToken = cancel };
        Parallel.ForEach(sources, options, source =>
        {
            string file = System.IO.Path.GetFileName(source);
            FileInfo from = new(source);
            FileInfo to = new(FullName(file));
            if (to.Exists && to.LinkTarget is null && to.Length == from.Length && to.LastWriteTimeUtc == from.LastWriteTimeUtc)
            {
                Note(file);
                return;
            }

            Put(file, aside => CopyOrLink(source, aside));
        });
        return 0;
    });

    /// <summary>
    /// Puts the files into their places, the launcher last, and removes what an earlier build brought and this one does not use any more.
    /// </summary>
    public void Commit() => Guarded(Path, () =>
    {
        foreach (string file in Directory.GetFiles(_aside).Select(f => System.IO.Path.GetFileName(f)).OrderBy(f => f == _name))
        {
            File.Move(System.IO.Path.Combine(_aside, file), FullName(file), overwrite: true);
        }

        foreach (string file in _earlier.Where(f => !_files.Contains(f)))
        {
            File.Delete(FullName(file));
        }

        return 0;
    });

    /// <summary>Leaves nothing of a build that was not committed.</summary>
    public void Dispose()
    {
        AsideFolder.Delete(_aside);
        if (_isNew && !Directory.EnumerateFileSystemEntries(Path).Any())
        {
            Directory.Delete(Path);
        }
    }

    public string FullName(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>The content of a file of this build, whether or not it has taken its place.</summary>
    public byte[] Read(string file)
    {
        string aside = System.IO.Path.Combine(_aside, file);
        return File.ReadAllBytes(File.Exists(aside) ? aside : FullName(file));
    }

    private void Put(string file, Action<string> write) => Guarded(FullName(file), () =>
    {
        write(System.IO.Path.Combine(_aside, file));
        Note(file);
        return 0;
    });

    private void CopyOrLink(string source, string target)
    {
        if (_links)
        {
            File.CreateSymbolicLink(target, source);
        }
        else
        {
            File.Copy(source, target, overwrite: true);
        }
    }

    private void Note(string file)
    {
        lock (_lock)
        {
            _files.Add(file);
        }
    }

    private static ImmutableHashSet<string> FilesOfManifest(string manifest)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(manifest));
            return
            [
                .. document.RootElement.GetProperty("targets").EnumerateObject()
                    .SelectMany(target => target.Value.EnumerateObject())
                    .SelectMany(library => library.Value.EnumerateObject())
                    .Where(assets => assets.Name is "runtime" or "native")
                    .SelectMany(assets => assets.Value.EnumerateObject())
                    .Select(asset => System.IO.Path.GetFileName(asset.Name)),
            ];
        }
        catch (Exception e) when (e is IOException or JsonException or KeyNotFoundException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static T Guarded<T>(string what, Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(what, e);
        }
        catch (AggregateException e) when (e.InnerException is DriverException or IOException or UnauthorizedAccessException)
        {
            throw e.InnerException as DriverException ?? Failure(what, e.InnerException);
        }
    }

    private static DriverException Failure(string what, Exception e) => new($"can't write `{what}`", e)
    {
        Why = Reasons.Of(e),
        Help = "build into another folder: `-o FOLDER`",
    };
}
