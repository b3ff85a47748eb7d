using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>
/// A folder of one life, with a file that is locked as long as its process lives: a folder whose file can be locked by another is nobody's.
/// </summary>
internal sealed class SpillFolder : IDisposable
{
    private const string Prefix = "flow-state-";
    private const string Owner = "owner";

    private readonly FileStream _owner;

    private SpillFolder(string path, FileStream owner) => (Path, _owner) = (path, owner);

    public string Path { get; }

    /// <exception cref="FlowException">RT4114: it can't be made.</exception>
    public static SpillFolder Open()
    {
        string root = System.IO.Path.GetTempPath();
        try
        {
            foreach (string left in Directory.EnumerateDirectories(root, $"{Prefix}*"))
            {
                Sweep(left);
            }

            string path = Directory.CreateTempSubdirectory(Prefix).FullName;
            string owner = System.IO.Path.Combine(path, Owner);
            return new SpillFolder(path, new FileStream(owner, FileMode.CreateNew, FileAccess.Write, FileShare.None));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FlowException(StreamErrors.Spill(root, e.Message), e);
        }
    }

    public void Dispose()
    {
        _owner.Dispose();
        Delete(Path);
    }

    private static void Sweep(string folder)
    {
        string owner = System.IO.Path.Combine(folder, Owner);
        try
        {
            if (File.Exists(owner))
            {
                new FileStream(owner, FileMode.Open, FileAccess.Write, FileShare.None).Dispose();
                Delete(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It is somebody's.
        }
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next life that spills tries again.
        }
    }
}
