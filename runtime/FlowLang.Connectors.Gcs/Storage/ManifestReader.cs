using FlowLang.GoogleCloud;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Gcs;

/// <summary>Reads the manifest of a folder.</summary>
internal static class ManifestReader
{
    private const int Most = 5;

    /// <summary>The manifest and its generation; an empty one of generation 0 where there is none.</summary>
    /// <param name="folder">With the connection's prefix, and a slash at its end (or empty).</param>
    public static async Task<(FolderManifest Manifest, long Generation)> ReadAsync(
        GcsConnection connection, string what, string folder, CancellationToken cancel)
    {
        string name = folder + FolderManifest.Name;
        for (int attempt = 1; ; attempt++)
        {
            if (await connection.Api.FindAsync(what, name, cancel) is not { } found)
            {
                return (FolderManifest.Empty, 0);
            }

            try
            {
                using HttpResponseMessage response = await connection.Api.ReadAsync(what, found, 0, found.Size, cancel);
                byte[] bytes = await response.Content.ReadAsByteArrayAsync(cancel);
                FolderManifest? manifest = found.Crc32c is null || found.Crc32c == Crc32cSum.Of(bytes) ? FolderManifest.Read(bytes) : null;
                return (manifest ?? throw GcsErrors.Manifest(what, connection.Show(name)), found.Generation);
            }
            catch (FlowException e) when (e.Error.Code == GcsErrors.ChangedCode && attempt < Most)
            {
                // Somebody commits right now.
            }
            catch (Exception e) when (e is HttpRequestException or IOException && attempt < Most)
            {
                // Cut off: it is read again.
            }
        }
    }
}
