using System.Globalization;
using System.Net;
using FlowLang.Connectors.Http;
using FlowLang.GoogleCloud;
using Microsoft.Win32.SafeHandles;

namespace FlowLang.Connectors.Gcs;

/// <summary>Brings a range of one version of an object to its place in a file; goes on where a body was cut off.</summary>
/// <param name="received">Is told how many bytes came.</param>
internal sealed class RangeDownload(GcsConnection connection, StorageObject file, SafeFileHandle into, string source, Action<int> received)
{
    private const int BufferSize = 1 << 16;

    private readonly Attempts _attempts = new(connection.Api);

    /// <summary>
    /// The bytes from <paramref name="from"/> to <paramref name="to"/> (exclusive). Gives the object's checksum, where told.
    /// </summary>
    public async Task<uint?> RunAsync(long from, long to, CancellationToken cancel)
    {
        uint? sum = null;
        for (long at = from; at < to;)
        {
            // As long as more comes each time, a bad line is borne: what ends this are tries that bring nothing.
            at = await _attempts.RunAsync(
                async token =>
                {
                    using HttpResponseMessage response = await connection.Api.ReadAsync(source, file, at, to, token);
                    sum = Crc32cSum.Of(response) ?? sum;
                    return await TakeAsync(response, at, to, token);
                },
                cancel);
        }

        return sum;
    }

    private async Task<long> TakeAsync(HttpResponseMessage response, long from, long to, CancellationToken cancel)
    {
        bool isWhole = response.StatusCode == HttpStatusCode.OK && from == 0 && to == file.Size;
        if (!isWhole && response.Content.Headers.ContentRange?.From != from)
        {
            throw Cut("another part came than was asked for");
        }

        using BodyReader body = new(response, connection.Options.Timeout, connection.Settings.Time);
        byte[] buffer = new byte[BufferSize];
        long at = from;
        while (at < to && await body.ReadAsync(buffer, 1, cancel) is > 0 and var count)
        {
            count = (int)Math.Min(count, to - at);
            await RandomAccess.WriteAsync(into, buffer.AsMemory(0, count), at, cancel);
            at += count;
            received(count);
        }

        return at > from
            ? at
            : throw Cut(body.Cut ?? "the body ended early");
    }

    private PassingException Cut(string why) => new(GcsErrors.Cut(
        source, connection.Show(file.Name), string.Create(CultureInfo.InvariantCulture, $"of {file.Size:N0} bytes: {why}")));
}
