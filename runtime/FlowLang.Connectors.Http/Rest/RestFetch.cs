using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using FlowLang.Connectors.Files;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Http;

/// <summary>Reads the pages of a source into a folder, each checked before the next is asked for.</summary>
internal sealed class RestFetch(
    HttpConnection connection, string source, string path, RestOptions options, RunInterval? interval, ImmutableArray<Column> columns)
{
    private readonly HttpTransport _transport = connection.Transport(decompress: true);

    /// <summary>The number of pages that is enough; null for all of them.</summary>
    public int? Most { get; init; }

    /// <param name="folder">An empty folder for the pages.</param>
    /// <param name="kept">What the last committed run kept of the cursor.</param>
    public async Task<StagedPages> RunAsync(string folder, string? kept, CancellationToken cancel)
    {
        using var limit = new CancellationTokenSource(options.MaxDuration, connection.Settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        StagedPages pages = new(folder);
        try
        {
            await WalkAsync(pages, kept, either.Token);
            return pages;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw RestErrors.TooLong(source, options.MaxDuration, pages.Files.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw RestErrors.Scratch(source, e);
        }
    }

    private async Task WalkAsync(StagedPages pages, string? kept, CancellationToken cancel)
    {
        CursorValue? cursor = columns.FirstOrDefault(c => c.Name == options.Cursor?.Column) is { } column ? new(column.Type.Kind) : null;
        string? from = kept is null ? options.Cursor?.Start : cursor?.Before(kept, options.Cursor?.Overlap ?? TimeSpan.Zero);
        JsonRecord? record = cursor is null || options.Cursor is null ? null : new([Encoding.UTF8.GetBytes(options.Cursor.Column)]);
        cursor?.Offer(Encoding.UTF8.GetBytes(kept ?? ""));
        RequestTemplate template = new(source, interval, from);
        RequestAddress address = new(_transport, path, options.Query, template);
        PageWalk walk = new(source, _transport, address, options.Pages);
        using PageReader reader = new(connection, source, options, template);
        while (true)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"{address.Path} page {walk.Number}");
            string? link = await reader.ReadAsync(walk.Current, name, cancel);
            if (reader.IsNothing)
            {
                break;
            }

            long rows = Keep(pages, reader, name, r =>
            {
                record?.Parse(r);
                if (record is { } parsed && parsed.TryGet(0, out ReadOnlySpan<byte> value))
                {
                    cursor?.Offer(value);
                }
            });
            bool isLast = !walk.MoveNext(new PageBody(reader.Body), rows, link, reader.Body, name);
            if (isLast || walk.Number > Most)
            {
                break;
            }

            if (walk.Number > options.MaxPages)
            {
                throw RestErrors.TooManyPages(source, options.MaxPages);
            }
        }

        pages.Highest = cursor?.Highest;
    }

    private long Keep(StagedPages pages, PageReader reader, string name, Action<ReadOnlySpan<byte>> each)
    {
        PageBody body = new(reader.Body);
        try
        {
            body.Validate();
        }
        catch (JsonException e)
        {
            string at = string.Create(CultureInfo.InvariantCulture, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
            throw RestErrors.BrokenJson(source, name, at, reader.Beginning());
        }

        ReadOnlySpan<byte> found = body.Find(options.Rows.AsSpan());
        if (found.IsEmpty)
        {
            throw RestErrors.NoRows(source, name, options.Rows, body.Outline());
        }

        PageRecords records = new(reader.Body.Slice(IndexOf(reader.Body, found), found.Length));
        return records.HasRecords
            ? pages.Add(name, records, each)
            : throw RestErrors.NoRows(source, name, options.Rows, "there is a single value there");
    }

    // Where a part of the body lies in it.
    private static int IndexOf(ReadOnlySpan<byte> body, ReadOnlySpan<byte> part) =>
        body.Overlaps(part, out int offset) ? offset : throw new System.Diagnostics.UnreachableException("a value outside of its document");
}
