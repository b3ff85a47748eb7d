using System.Collections.Immutable;
using System.Text;
using FlowLang.Runtime;

namespace FlowLang.Streams.Decoding;

/// <summary>
/// Schema resolution: how values of a writer's schema are read as values of declared types (specification, "Schema Resolution"). A field
/// that the writer does not have is null where it may be; int becomes long, float and double, long float and double, float double, and
/// text and bytes each other. Whether a union's value fits is known when it is read.
/// </summary>
internal sealed class AvroResolver
{
    private readonly List<string> _problems = [];

    /// <param name="columns">The fields that are read.</param>
    /// <param name="problem">Why the record can't be read; null where it can.</param>
    public static AvroForm Resolve(AvroSchema writer, ImmutableArray<Column> columns, out string? problem)
    {
        AvroResolver resolver = new();
        AvroForm form = resolver.Of(writer, ColumnType.Struct([.. columns]), "");
        problem = resolver._problems.Count == 0 ? null : string.Join("; ", resolver._problems);
        return form;
    }

    private AvroForm Of(AvroSchema writer, ColumnType type, string path) => (writer.Kind, type.Kind) switch
    {
        (AvroKind.Union, _) => Union(writer, type, path),
        (AvroKind.Null, _) => new AvroForm(AvroWay.Null, writer),
        (AvroKind.Record, ColumnKind.Struct) => Record(writer, type.Fields, path),
        (AvroKind.Array, ColumnKind.List) => new AvroForm(AvroWay.List, writer) { Branches = [Element(writer, type, path)] },
        (AvroKind.Map, ColumnKind.Map) => new AvroForm(AvroWay.Map, writer) { Branches = [Element(writer, type, path)] },
        (_, ColumnKind.Struct or ColumnKind.List or ColumnKind.Map) => Refuse(writer, type, path),
        (AvroKind.Enum, ColumnKind.Text) => Symbols(writer),
        _ => Way(writer, type) is var way and not AvroWay.Refused
            ? new AvroForm(way, writer) { Scale = writer.Meaning == AvroMeaning.Decimal ? writer.Scale : null }
            : Refuse(writer, type, path),
    };

    private static AvroWay Way(AvroSchema writer, ColumnType type)
    {
        bool isPlain = writer.Meaning == AvroMeaning.Plain;
        return (writer.Kind, type.Kind) switch
        {
            (AvroKind.Boolean, ColumnKind.Bool) => AvroWay.Bool,
            (AvroKind.Int, ColumnKind.Int16 or ColumnKind.Int32) when isPlain => AvroWay.Integer,
            (AvroKind.Int or AvroKind.Long, ColumnKind.Int64 or ColumnKind.Float32 or ColumnKind.Float64 or ColumnKind.Decimal)
                when isPlain => AvroWay.Integer,
            (AvroKind.Float, ColumnKind.Float32 or ColumnKind.Float64) => AvroWay.Float,
            (AvroKind.Double, ColumnKind.Float64) => AvroWay.Double,
            (AvroKind.Int or AvroKind.Long, _) => IsTime(writer.Meaning, type.Kind) ? AvroWay.Count : AvroWay.Refused,
            (AvroKind.Bytes or AvroKind.Fixed, ColumnKind.Decimal) when writer.Meaning == AvroMeaning.Decimal => RawOf(writer),
            (AvroKind.Fixed, ColumnKind.Uuid) when writer.Meaning == AvroMeaning.Uuid => AvroWay.Fixed,
            (AvroKind.Bytes or AvroKind.Fixed, ColumnKind.Bytes) when isPlain => RawOf(writer),
            (AvroKind.Bytes, ColumnKind.Text) when isPlain => AvroWay.Counted,
            (AvroKind.String, ColumnKind.Text or ColumnKind.Bytes or ColumnKind.Decimal or ColumnKind.Uuid or ColumnKind.Date
                or ColumnKind.Time or ColumnKind.DateTime or ColumnKind.Instant or ColumnKind.Json) => AvroWay.Counted,
            _ => AvroWay.Refused,
        };
    }

    private static bool IsTime(AvroMeaning meaning, ColumnKind type) => (meaning, type) switch
    {
        (AvroMeaning.Date, ColumnKind.Date) or (AvroMeaning.Time, ColumnKind.Time) => true,
        (AvroMeaning.Instant or AvroMeaning.Moment, ColumnKind.Instant) => true,
        (AvroMeaning.DateTime or AvroMeaning.Moment, ColumnKind.DateTime) => true,
        _ => false,
    };

    private static AvroWay RawOf(AvroSchema writer) => writer.Kind == AvroKind.Fixed ? AvroWay.Fixed : AvroWay.Counted;

    private static AvroForm Symbols(AvroSchema writer) => new(AvroWay.Symbol, writer)
    {
        Symbols = [.. writer.Symbols.Select(s => (s, Encoding.UTF8.GetBytes(s)))],
    };

    private AvroForm Record(AvroSchema writer, ImmutableArray<Column> columns, string path)
    {
        path += path.Length == 0 ? "" : ".";
        foreach (Column column in columns.Where(c => !c.Nullable && writer.Fields.All(f => f.Name != c.Name)))
        {
            _problems.Add($"`{path}{column.Name}` is not in the schema and may not be null");
        }

        AvroForm record = new(AvroWay.Record, writer);
        record.Steps = [.. writer.Fields.Select(Step)];
        return record;

        AvroStep Step((string Name, AvroSchema Type) field)
        {
            int member = columns.ToList().FindIndex(c => c.Name == field.Name);
            return member < 0
                ? new AvroStep(-1, new AvroForm(AvroWay.Refused, field.Type))
                : new AvroStep(member, Field(field.Type, columns[member], path + field.Name));
        }
    }

    private AvroForm Field(AvroSchema writer, Column column, string path)
    {
        if (writer.Kind == AvroKind.Null && !column.Nullable)
        {
            _problems.Add($"`{path}` is always null in the schema and may not be");
        }

        return Of(writer, column.Type, path);
    }

    private AvroForm Element(AvroSchema writer, ColumnType type, string path) => writer.Element is { } element && type.Element is { } column
        ? Of(element, column.Type, path + "[]")
        : Refuse(writer, type, path);

    // One branch that fits is enough: a value of another is a bad record.
    private AvroForm Union(AvroSchema writer, ColumnType type, string path)
    {
        var read = writer.Branches.Select(branch =>
        {
            AvroResolver resolver = new();
            return (Form: resolver.Of(branch, type, path), Problems: resolver._problems);
        }).ToList();
        if (read.TrueForAll(b => b.Form.IsNull || b.Problems.Count > 0) && read.Exists(b => b.Problems.Count > 0))
        {
            _problems.AddRange(read.SelectMany(b => b.Problems));
        }

        return new AvroForm(AvroWay.Union, writer)
        {
            Branches = [.. read.Select(b => b.Problems.Count == 0 ? b.Form : new AvroForm(AvroWay.Refused, b.Form.Writer))],
        };
    }

    private AvroForm Refuse(AvroSchema writer, ColumnType type, string path)
    {
        string declared = path.Length == 0 ? "a record" : type.ToString();
        _problems.Add($"{(path.Length == 0 ? "the value" : $"`{path}`")} is {writer} in the schema, and declared as {declared}");
        return new AvroForm(AvroWay.Refused, writer);
    }
}
