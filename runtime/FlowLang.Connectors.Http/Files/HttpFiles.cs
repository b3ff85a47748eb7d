using System.Security.Cryptography;
using System.Text;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>The files of a connection, as copies on this machine.</summary>
internal sealed class HttpFiles(HttpConnection connection)
{
    /// <summary>
    /// Makes the copy of a file current and gives the folder that stands for the base url, with what the ledger keeps of the file.
    /// </summary>
    /// <param name="path">Below the base url, its placeholders bound.</param>
    public async Task<(FilesConnection Folder, SourceFile File)> FetchAsync(
        string path, string source, BatchRun run, CancellationToken cancel)
    {
        Uri url = connection.Base.Resolve(path);
        string cache = "";
        CacheEntry? entry = null;
        try
        {
            cache = Folder(run);
            entry = new CacheEntry(cache, path);
            (FileFacts version, bool isFetched) = await new FileDownload(connection, entry, url, source, run.Log).RunAsync(cancel);
            return (
                new FilesConnection(connection.Name, entry.RootOf(version), connection.Settings),
                new SourceFile(
                    CacheEntry.LocalName(path), HttpAddress.Show(url), version.Bytes ?? 0, version.Sha256, version.ETag, version.Modified,
                    isFetched));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A part that fills the disk would leave no room for the ledger to say so.
            entry?.DropPart();
            throw HttpErrors.NoRoom(source, cache, e.Message);
        }
    }

    // Beside the ledger, else (where nothing can be written there) in the data directory.
    private string Folder(BatchRun run)
    {
        string key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(connection.Base.ToString())))[..8];
        string name = Path.Combine(run.ProgramName + ".http", $"{connection.Name}-{key}");
        try
        {
            return Directory.CreateDirectory(Path.Combine(connection.Settings.StateDirectory, name)).FullName;
        }
        catch (UnauthorizedAccessException)
        {
            return Directory.CreateDirectory(Path.Combine(connection.Settings.DataDirectory, name)).FullName;
        }
    }
}
