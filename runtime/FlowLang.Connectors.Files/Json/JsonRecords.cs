using FlowLang.Connectors.DuckDb;

namespace FlowLang.Connectors.Files;

/// <summary>The records of a file of JSON lines.</summary>
/// <param name="outputs">Where in a chunk each column of <paramref name="record"/> goes.</param>
internal sealed class JsonRecords(LineReader reader, JsonRecord record, int[] outputs) : TextRecords(reader.Buffer)
{
    public override long Number => reader.Number;

    public override bool Read() => reader.Read();

    public override string? Write(ChunkWriter chunk, int row)
    {
        record.Parse(reader.Line);
        for (int i = 0; i < outputs.Length; i++)
        {
            if (record.TryGet(i, out ReadOnlySpan<byte> value))
            {
                chunk[outputs[i]].Text(row, value);
            }
            else
            {
                chunk[outputs[i]].Null(row);
            }
        }

        return record.Bad;
    }
}
