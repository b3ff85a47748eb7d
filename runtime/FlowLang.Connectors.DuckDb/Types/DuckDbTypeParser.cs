using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Runtime;

namespace FlowLang.Connectors.DuckDb;

/// <summary>Reads the type names that DuckDB prints: <c>STRUCT("a b" INTEGER, b DECIMAL(18,3)[])</c>.</summary>
internal sealed class DuckDbTypeParser(string text)
{
    private int _at;

    public ColumnType? Parse()
    {
        ColumnType? type = Type();
        return _at == text.Length ? type : null;
    }

    private ColumnType? Type()
    {
        string word = Word();
        ColumnType? type = word switch
        {
            "DECIMAL" => Decimal(),
            "STRUCT" => Struct(),
            "MAP" => Map(),
            _ => Simple(word),
        };
        while (_at + 1 < text.Length && text[_at] == '[')
        {
            int close = text.IndexOf(']', _at);
            bool fixedSize = close > _at + 1;
            _at = close + 1;
            type = type is null || fixedSize ? null : ColumnType.List(type, nullable: true);
        }

        return type;
    }

    private static ColumnType? Simple(string word) => word switch
    {
        "BOOLEAN" => ColumnType.Bool,
        "TINYINT" or "UTINYINT" or "SMALLINT" => ColumnType.Int16,
        "USMALLINT" or "INTEGER" => ColumnType.Int32,
        "UINTEGER" or "BIGINT" => ColumnType.Int64,
        "HUGEINT" => ColumnType.Decimal(38, 0),
        "FLOAT" => ColumnType.Float32,
        "DOUBLE" => ColumnType.Float64,
        "VARCHAR" => ColumnType.Text,
        "BLOB" => ColumnType.Bytes,
        "UUID" => ColumnType.Uuid,
        "DATE" => ColumnType.Date,
        "TIME" => ColumnType.Time,
        "TIMESTAMP WITH TIME ZONE" => ColumnType.Instant,
        "TIMESTAMP" or "TIMESTAMP_S" or "TIMESTAMP_MS" => ColumnType.DateTime,
        "INTERVAL" => ColumnType.Interval,
        "JSON" => ColumnType.Json,
        _ => null,
    };

    private ColumnType? Decimal()
    {
        int close = text.IndexOf(')', _at);
        string[] parts = text[(_at + 1)..close].Split(',');
        _at = close + 1;
        return ColumnType.Decimal(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    private ColumnType? Map()
    {
        _at++;
        ColumnType? key = Type();
        Skip(", ");
        ColumnType? value = Type();
        Skip(")");
        return key is { Kind: ColumnKind.Text } && value is not null ? ColumnType.Map(value, nullable: true) : null;
    }

    private ColumnType? Struct()
    {
        var fields = ImmutableArray.CreateBuilder<Column>();
        bool known = true;
        do
        {
            _at++;
            Skip(" ");
            string name = FieldName();
            Skip(" ");
            ColumnType? type = Type();
            known &= type is not null;
            fields.Add(new Column(name, type ?? ColumnType.Text, Nullable: true));
        }
        while (_at < text.Length && text[_at] == ',');
        Skip(")");
        return known ? new ColumnType(ColumnKind.Struct, Fields: fields.ToImmutable()) : null;
    }

    private string FieldName()
    {
        if (text[_at] != '"')
        {
            int end = text.IndexOf(' ', _at);
            string plain = text[_at..end];
            _at = end;
            return plain;
        }

        var name = new System.Text.StringBuilder();
        for (_at++; text[_at] != '"' || (_at + 1 < text.Length && text[_at + 1] == '"'); _at++)
        {
            _at += text[_at] == '"' ? 1 : 0;
            name.Append(text[_at]);
        }

        _at++;
        return name.ToString();
    }

    // Type names may hold spaces (`TIMESTAMP WITH TIME ZONE`), so a word ends only at punctuation.
    private string Word()
    {
        int start = _at;
        while (_at < text.Length && text[_at] is not ('(' or ')' or ',' or '['))
        {
            _at++;
        }

        return text[start.._at];
    }

    private void Skip(string expected)
    {
        if (text.AsSpan(_at).StartsWith(expected, StringComparison.Ordinal))
        {
            _at += expected.Length;
        }
    }
}
