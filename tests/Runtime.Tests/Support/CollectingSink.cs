using System.Collections.Immutable;
using System.Text;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Runtime.Tests;

/// <summary>Takes the stream of a write as a database would: BIGINT and VARCHAR columns as text, kept rows only.</summary>
internal sealed class CollectingSink(long miscount = 0) : BatchSink
{
    public List<string> Rows { get; } = [];

    public override string Name => "collector";

    public override Task<string> CheckAsync(BatchRun run, ImmutableArray<Column> columns, CancellationToken cancel) =>
        Task.FromResult("collects");

    public override async Task<PreparedWrite> PrepareAsync(SinkInput input, CancellationToken cancel)
    {
        await using DuckDbChunkStream stream = await input.OpenStreamAsync(cancel);
        while (await stream.NextAsync(cancel) is { } chunk)
        {
            using (chunk)
            {
                int[] kept = chunk.AllKept ? [.. Enumerable.Range(0, chunk.RowCount)] : chunk.Kept.ToArray();
                Assert.Equal(chunk.KeptCount, kept.Length);
                Rows.AddRange(kept.Select(r =>
                    string.Join('|', Enumerable.Range(0, input.Columns.Length).Select(c => Cell(chunk[c], input.Columns[c], r)))));
            }
        }

        return new PreparedWrite(Rows.Count + miscount);
    }

    private static string Cell(DuckDbVector vector, Column column, int row) =>
        !vector.IsValid(row) ? "null"
        : column.Type.Kind == ColumnKind.Int64 ? vector.Values<long>()[row].ToString(System.Globalization.CultureInfo.InvariantCulture)
        : Encoding.UTF8.GetString(DuckDbText.Bytes(in vector.Texts[row]));
}
