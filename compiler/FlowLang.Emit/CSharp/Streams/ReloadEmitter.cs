using System.Collections.Immutable;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Emit.Manifest;
using FlowLang.Emit.Sql.Twins;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>A table in the file of a stream: what its rows are found by.</summary>
/// <param name="By">Columns of the table and what is computed of them, as the key has it.</param>
internal sealed record StreamTabled(ReloadNode Table, Rows Rows, string KeyType, RowType Key, ImmutableArray<BoundExpression> By);

/// <summary>Writes the class that reads a table whole: the embedded engine computes it, and a decoder makes rows of its JSON.</summary>
internal static class ReloadEmitter
{
    /// <param name="className">Of the class.</param>
    /// <param name="tabled">The table.</param>
    /// <param name="reading">Statements that stage the rows in <see cref="ReloadPlanner.Relation"/> of the session `duck`.</param>
    /// <param name="place">A class of the file, for expressions.</param>
    /// <param name="types">Of the file.</param>
    public static string Emit(string className, StreamTabled tabled, string reading, StreamClass place, StructTypes types)
    {
        (ReloadNode table, Rows rows, string keyType, RowType key, ImmutableArray<BoundExpression> by) = tabled;
        string index = $"TableIndex<{keyType}, {rows.RowName}>";
        string sql = GivenRows.Sql(ReloadPlanner.Relation, rows.Row, null);
        (string statements, string made) = place.JoinKey(keyType, rows, by);
        string[] properties = RowStruct.Properties(key.Fields.Select(f => f.Name));
        string[] absent = [.. key.Fields.Zip(properties).Where(f => f.First.Type.Nullable).Select(f => $"key.{f.Second} is null")];
        string skipped = absent.Length == 0 ? "" : $$"""
            if ({{string.Join(" || ", absent)}})
            {
                index.Skip();
                return;
            }


            """;
        string quotes = Literals.RawQuotes(sql);
        string rowsOf = Literals.Text($"the rows of {table.Name}");
        string decoder = DecoderEmitter.Emit(
            $"{className}Decoder", rows.RowName, rows.Row, StreamFormat.Json, StreamEnvelope.None, types);
        return $$"""
            /// <summary>Reads `{{table.Name}}` whole.</summary>
            internal static class {{className}}
            {
                public static async Task<ITableRows> ReadAsync(StreamRun stream, Connections connections, CancellationToken cancel)
                {
                    await using BatchRun run = stream.ToBatch();
            {{Indented(reading.TrimEnd('\n'), 2)}}
                    {{index}} index = new();
                    const string sql = {{quotes}}
            {{Indented(sql, 3)}}
                        {{quotes}};
                    foreach (ImmutableArray<object?> line in await duck.RowsAsync(sql, {{rowsOf}}, cancel))
                    {
                        Add(index, System.Text.Encoding.UTF8.GetBytes($"{line[0]}"));
                    }

                    return index;
                }

                private static void Add({{index}} index, byte[] json)
                {
                    DecodeError error = {{className}}Decoder.Decode([], json, false, out {{rows.RowName}} row);
                    if (!error.IsNone)
                    {
                        throw new FlowException(StreamErrors.TableRow({{Literals.Text(table.Name)}}, error.Message));
                    }

            {{Indented(statements.TrimEnd('\n'), 2)}}
                    {{keyType}} key = {{made}};
            {{Indented(skipped.TrimEnd('\n'), 2)}}
                    index.Add(in key, in row);
                }
            }

            {{decoder.TrimEnd('\n')}}
            """;
    }

    /// <summary>The table as an item of the topology.</summary>
    public static string Item(string className, StreamTabled tabled)
    {
        string place = string.Join(", ", tabled.Table.Sources.Select(s => EndpointText.Of(s.Endpoint)));
        return $"new ReloadedTable({Literals.Text(tabled.Table.Name)}, {Literals.Text(place)}, {Literals.Duration(tabled.Table.Every)}, "
            + $"(run, cancel) => {className}.ReadAsync(run, connections, cancel))";
    }

    private static string Indented(string text, int depth) =>
        string.Join('\n', text.Split('\n').Select(line => line.Length == 0 ? line : new string(' ', depth * 4) + line));
}
