using System.Collections.Immutable;
using System.Text;
using FlowLang.GoogleCloud;
using FlowLang.Runtime;
using Microsoft.Win32.SafeHandles;

namespace FlowLang.Connectors.Gcs;

/// <summary>
/// Copies of objects in a folder, under the same names: fetched in ranges, several at once, each object checked by its CRC32C.
/// </summary>
/// <param name="folder">Empty; gone when the run ends.</param>
internal sealed class ObjectCopies(GcsConnection connection, string folder, string source, RunLog log) : IDisposable
{
    private const int AtOnce = 8;

    private const int LongestPart = 255;

    private const long RangeSize = 16 << 20;

    private readonly SemaphoreSlim _requests = new(AtOnce);
    private long _received;

    public async Task FetchAsync(ImmutableArray<StorageObject> objects, CancellationToken cancel)
    {
        long total = objects.Sum(o => o.Size);
        ParallelOptions several = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
        try
        {
            await Parallel.ForEachAsync(objects, several, async (file, token) => await FetchAsync(file, total, token));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw GcsErrors.NoRoom(source, folder, e.Message);
        }
    }

    private async Task FetchAsync(StorageObject file, long total, CancellationToken cancel)
    {
        string path = PathOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? folder);
        await new Attempts(connection.Api).RunAsync(
            async token =>
            {
                uint? expected = await RangesAsync(file, path, total, token);
                uint found = await Crc32cSum.OfFileAsync(path, token);
                return found == expected
                    ? found
                    : throw new PassingException(GcsErrors.Checksum(source, connection.Show(file.Name), expected, found));
            },
            cancel);
    }

    // The checksum that the listing has, else (of what a customer's key encrypts) the one that comes with the bytes.
    private async Task<uint?> RangesAsync(StorageObject file, string path, long total, CancellationToken cancel)
    {
        using SafeFileHandle into = File.OpenHandle(
            path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.Asynchronous, file.Size);
        RangeDownload download = new(connection, file, into, source, count => Received(count, total));
        IEnumerable<long> starts = Enumerable.Range(0, (int)((file.Size + RangeSize - 1) / RangeSize)).Select(i => i * RangeSize);
        ParallelOptions several = new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancel };
        uint? told = file.Size == 0 ? Crc32cSum.Of([]) : null;
        await Parallel.ForEachAsync(starts, several, async (start, token) =>
        {
            await _requests.WaitAsync(token);
            try
            {
                told = await download.RunAsync(start, Math.Min(start + RangeSize, file.Size), token) ?? told;
            }
            finally
            {
                _requests.Release();
            }
        });
        return file.Crc32c ?? told;
    }

    public void Dispose() => _requests.Dispose();

    private void Received(int count, long total) => log.Progress(source, Interlocked.Add(ref _received, count), total, "bytes");

    private string PathOf(StorageObject file)
    {
        string name = connection.Relative(file);
        return name.Split('/').All(IsPart) ? Path.Combine(folder, name) : throw GcsErrors.NotAFile(source, name);
    }

    private static bool IsPart(string part) =>
        part is not ("" or "." or "..") && !part.Contains('\0', StringComparison.Ordinal)
        && Encoding.UTF8.GetByteCount(part) <= LongestPart;
}
