using System.Collections.Immutable;
using System.Text;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres.Streams;

/// <summary>
/// The shapes in which the log has rows. A new nullable column is carried. What else differs from the table as it was when the stream
/// started stops it at the first row of that shape, unless it is how the table was before: rows of then still come.
/// </summary>
internal sealed class CapturedRelations(
    PostgresSession session, ImmutableArray<(CapturedTable Table, CaptureTable Wanted)> tables)
{
    /// <summary>Types by oid: int2 to int8, float4 to float8, and kinds of text.</summary>
    private static readonly (long Was, long Is)[] s_widened =
        [(21, 23), (21, 20), (23, 20), (700, 701), (1043, 25), (25, 1043), (1042, 25)];

    private readonly CaptureCatalog _catalog = new(session);
    private readonly TypeForms _forms = new(session);
    private readonly Dictionary<int, CapturedRelation?> _byId = [];

    /// <summary>Null for a table that is published and not captured.</summary>
    public CapturedRelation? this[int id] => _byId[id];

    /// <summary>Takes a Relation message: the shape of the rows that follow.</summary>
    public async Task AdmitAsync(ReadOnlyMemory<byte> message, ulong lsn, CancellationToken cancel)
    {
        (int id, TableName name, ImmutableArray<Shape> shapes) = Read(message.Span);
        (CapturedTable? table, CaptureTable? wanted) = tables.FirstOrDefault(t => t.Table.Name == name);
        if (table is null || wanted is null)
        {
            _byId[id] = null;
            return;
        }

        _byId[id] = table.Columns.Select(c => new Shape(c.Name, c.Type, c.Modifier)).SequenceEqual(shapes)
            ? new CapturedRelation(table, table.Columns)
            : await DifferentAsync(table, wanted, shapes, lsn, cancel);
    }

    private static (int Id, TableName Name, ImmutableArray<Shape> Shapes) Read(ReadOnlySpan<byte> message)
    {
        WireReader reader = new(message[1..]);
        int id = reader.Int32();
        TableName name = new(Encoding.UTF8.GetString(reader.Text()), Encoding.UTF8.GetString(reader.Text()));
        reader.Byte();
        var shapes = ImmutableArray.CreateBuilder<Shape>();
        for (int left = reader.Int16(); left > 0; left--)
        {
            reader.Byte();
            shapes.Add(new Shape(Encoding.UTF8.GetString(reader.Text()), (uint)reader.Int32(), reader.Int32()));
        }

        return (id, name, shapes.ToImmutable());
    }

    private async Task<CapturedRelation> DifferentAsync(
        CapturedTable table, CaptureTable wanted, ImmutableArray<Shape> shapes, ulong lsn, CancellationToken cancel)
    {
        ImmutableArray<CapturedColumn> now = await _catalog.ColumnsAsync(table.Name, table.Oid, null, cancel);
        (string Column, string What)? mistake = Mistake(table, wanted, shapes, now);
        var columns = ImmutableArray.CreateBuilder<CapturedColumn>();
        foreach (Shape shape in shapes)
        {
            ValueForm? form = await _forms.OfAsync(shape.Type, cancel);
            mistake ??= form is null ? (shape.Name, "has a type that has no form in JSON") : null;
            columns.Add(new CapturedColumn(shape.Name, shape.Type, shape.Modifier, "", true, false, form ?? ValueForm.Text));
        }

        return new CapturedRelation(table, columns.ToImmutable())
        {
            Mismatch = mistake is { } found
                ? CaptureErrors.TableChanged(session.Target, table.Name, found.Column, found.What, lsn)
                : null,
        };
    }

    private static (string Column, string What)? Mistake(
        CapturedTable table, CaptureTable wanted, ImmutableArray<Shape> shapes, ImmutableArray<CapturedColumn> now)
    {
        var needed = wanted.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        foreach (CapturedColumn known in table.Columns.Where(
            c => needed.Count == 0 || needed.Contains(c.Name) || table.Key.Contains(c.Name)))
        {
            Shape? shape = shapes.FirstOrDefault(s => s.Name == known.Name);
            if (shape is null && (table.Key.Contains(known.Name) || now.All(c => c.Name != known.Name)))
            {
                return (known.Name, "was dropped or has another name");
            }

            if (shape is not null && (shape.Type, shape.Modifier) != (known.Type, known.Modifier)
                && !s_widened.Contains((shape.Type, known.Type)) && !(shape.Type == known.Type && known.Type is 1043 or 1042))
            {
                return (known.Name, $"is no {known.NativeType} any more");
            }
        }

        Shape? added = shapes.FirstOrDefault(
            s => table.Columns.All(c => c.Name != s.Name) && now.Any(c => c.Name == s.Name && !c.Nullable));
        return added is null ? null : (added.Name, "was added and is not null, so the program's rows lack something");
    }

    private sealed record Shape(string Name, long Type, int Modifier);
}
