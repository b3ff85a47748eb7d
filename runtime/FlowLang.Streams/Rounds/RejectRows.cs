using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Streams;

/// <summary>Rejected rows as side outputs take them: a record's partition stands for the file, its offset for the row.</summary>
internal sealed class RejectRows(StreamRun run, IReadOnlyList<RejectedRow> rows, DateTime at) : StreamRows
{
    public override ImmutableArray<Column> Columns => RejectColumns.All;

    public override int Count => rows.Count;

    public override void Write<TWriter>(int from, int to, ref TWriter writer)
    {
        for (int i = from; i < to; i++)
        {
            RejectedRow row = rows[i];
            writer.BeginRow();
            writer.Text(run.Id);
            writer.Text(run.Pipeline.Name);
            writer.Text(row.Site.Step);
            writer.Text(row.Site.Reason);
            if (row.Partition is { } partition)
            {
                writer.Text(partition.ToString());
                writer.Integer(row.Offset);
            }
            else
            {
                writer.Null();
                writer.Null();
            }

            writer.Json(row.Input);
            writer.Instant(at);
            writer.EndRow();
        }
    }
}
