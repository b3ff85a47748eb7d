using FlowLang.Runtime;

namespace FlowLang.Connectors.Files.Streams;

/// <summary>What a stream would find of a folder that it fills, in words; nothing is made.</summary>
internal static class FileLook
{
    /// <exception cref="FlowException">It can't be written.</exception>
    public static string At(FilesConnection connection, FileTarget target)
    {
        string folder = connection.Tree.Target(target.Folder.TrimEnd('/'));
        string relative = connection.Tree.Relative(folder);
        if (File.Exists(folder))
        {
            throw FileErrors.WrongKindOfTarget(target.NameIn(connection), relative, isFolder: false);
        }

        Require(target.NameIn(connection), folder);
        return Directory.Exists(folder) ? $"adds files to {relative}" : $"creates {relative}";
    }

    /// <exception cref="FlowException">Nothing can be made in the folder, nor in the nearest above it that is there.</exception>
    public static void Require(string what, string folder)
    {
        string existing = Posix.NearestFolder(folder);
        if (!Posix.CanWrite(existing))
        {
            throw FileErrors.CannotWrite(what, existing, "this user may not write there");
        }
    }
}
