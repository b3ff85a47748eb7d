namespace FlowLang.Driver.Packaging;

/// <summary>One file that a library brings.</summary>
/// <param name="Path">Absolute path in the installation of flowc.</param>
/// <param name="IsNative">A shared object, else an assembly.</param>
public sealed record LibraryAsset(string Path, bool IsNative)
{
    public string FileName => System.IO.Path.GetFileName(Path);
}
