using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using FlowLang.Driver.Building;

namespace FlowLang.Driver.Packaging;

/// <summary>Packs a build into one `NAME.tar.gz`: same files, same bytes, whoever packs them and when.</summary>
internal static class Archive
{
    /// <summary>Of Terraform's variables, which are no part of a package: it is the same for each deployment.</summary>
    public const string VariablesSuffix = ".auto.tfvars.json";

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Runnable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Tar needs a time; the build's own would make every archive another.</summary>
    private static readonly DateTimeOffset Epoch = DateTimeOffset.FromUnixTimeSeconds(0);

    public static PackageFile Write(OutputFolder folder, string name, CancellationToken cancel)
    {
        string path = folder.FullName(name + ".tar.gz");
        string aside = path + ".tmp";
        try
        {
            WriteArchive(folder, name, aside, cancel);
            string hash = Hash(aside);
            File.Move(aside, path, overwrite: true);
            File.WriteAllText(path + ".sha256", $"{hash}  {name}.tar.gz\n");
            return new PackageFile(path, hash);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException($"can't write `{path}`", e) { Why = Reasons.Of(e) };
        }
        finally
        {
            File.Delete(aside);
        }
    }

    private static void WriteArchive(OutputFolder folder, string name, string path, CancellationToken cancel)
    {
        using FileStream file = File.Create(path);
        using GZipStream zip = new(file, CompressionLevel.Fastest);
        using TarWriter tar = new(zip, TarEntryFormat.Ustar);
        foreach (string entryName in folder.Files.Where(
            f => f != PackageContent.ContainerFile && !f.EndsWith(VariablesSuffix, StringComparison.Ordinal)))
        {
            cancel.ThrowIfCancellationRequested();
            using FileStream content = File.OpenRead(folder.FullName(entryName));
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, $"{name}/{entryName}")
            {
                DataStream = content,
                Mode = entryName == name || entryName == PackageContent.SetupFile(name) ? Runnable : Readable,
                ModificationTime = Epoch,
            });
        }
    }

    private static string Hash(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
