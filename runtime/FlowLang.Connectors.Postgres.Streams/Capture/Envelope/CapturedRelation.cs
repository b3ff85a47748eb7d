using System.Collections.Immutable;
using System.Text;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>A table in the shape in which messages have its rows, with what the envelope repeats for each of them.</summary>
internal sealed class CapturedRelation
{
    private readonly ImmutableArray<CapturedColumn> _columns;
    private readonly byte[][] _names;
    private readonly int[] _key;

    public CapturedRelation(CapturedTable table, ImmutableArray<CapturedColumn> columns)
    {
        Table = table;
        _columns = columns;
        _names = [.. columns.Select(c => Quoted(c.Name, ":"))];
        _key = [.. table.Key.Select(name => columns.ToList().FindIndex(c => c.Name == name))];
        Place =
        [
            .. "\"schema\":"u8, .. Quoted(table.Name.Schema, ","), .. "\"table\":"u8, .. Quoted(table.Name.Name, ""),
        ];
    }

    public CapturedTable Table { get; }

    /// <summary>Why rows of this shape can't be taken; nothing is said before one comes.</summary>
    public FlowError? Mismatch { get; init; }

    public bool HasKey => _key.Length > 0;

    /// <summary>Schema and table, as the source block has them.</summary>
    public byte[] Place { get; }

    public bool SameKey(RowTexts one, RowTexts other) => Array.TrueForAll(_key, column => one.SameAs(other, column));

    /// <summary>The values of the row's key, as the server prints them.</summary>
    public IEnumerable<string> KeyTexts(RowTexts row) => _key.Select(column => Encoding.UTF8.GetString(row.Value(column)));

    public void AppendKey(JsonBytes json, RowTexts row)
    {
        json.Append((byte)'{');
        for (int i = 0; i < _key.Length; i++)
        {
            Append(json, row, _key[i], isFirst: i == 0);
        }

        json.Append((byte)'}');
    }

    public void AppendRow(JsonBytes json, RowTexts row)
    {
        json.Append((byte)'{');
        for (int i = 0; i < row.Count; i++)
        {
            Append(json, row, i, isFirst: i == 0);
        }

        json.Append((byte)'}');
    }

    private void Append(JsonBytes json, RowTexts row, int column, bool isFirst)
    {
        if (!isFirst)
        {
            json.Append((byte)',');
        }

        json.Append(_names[column]);
        if (row.IsNull(column))
        {
            json.Append("null"u8);
        }
        else if (row.IsUnchanged(column))
        {
            ValueJson.AppendUnavailable(json, _columns[column].Form);
        }
        else
        {
            ValueJson.Append(json, _columns[column].Form, row.Value(column));
        }
    }

    private static byte[] Quoted(string name, string after)
    {
        using JsonBytes json = new(name.Length + 16);
        json.Text(Encoding.UTF8.GetBytes(name));
        json.Append(Encoding.UTF8.GetBytes(after));
        return json.Written.ToArray();
    }
}
