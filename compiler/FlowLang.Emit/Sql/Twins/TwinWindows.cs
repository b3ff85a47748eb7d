using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Emit.Sql.Dialects;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.Sql.Twins;

/// <summary>
/// Windows over rows that are all there, as SQL of the embedded engine: what `window` of a stream means (docs/language.md, Streams),
/// said in another way than the generated C# does it.
/// </summary>
internal static class TwinWindows
{
    private const string Rows = "__rows";
    private static readonly DuckDbDialect s_sql = DuckDbDialect.Instance;

    /// <summary>
    /// A row for each window that it is in. Of sessions and sliding windows both columns hold the event time until rows are grouped.
    /// </summary>
    public static SqlNode Assigned(WindowNode node, LogicalNode input)
    {
        string at = Micros(Path(node.Window.On));
        (string size, string every) = (Text(node.Window.Size), Text(node.Window.Every));
        string columns = List(input.Row.Fields.Select(f => Name(f.Name)));
        string text = node.Window.Kind switch
        {
            WindowKind.Tumble =>
                $"SELECT {columns}, {Instant("__start")} AS window_start, {Instant($"__start + {size}")} AS window_end\n"
                + $"FROM (SELECT *, {Floor(at, size)} AS __start FROM {Rows})",
            WindowKind.Hop =>
                $"SELECT {columns}, {Instant("__start")} AS window_start, {Instant($"__start + {size}")} AS window_end\n"
                + $"FROM (SELECT *, unnest(generate_series({Floor($"({at} - {size})", every)} + {every}, {Floor(at, every)}, {every})) "
                + $"AS __start FROM {Rows})",
            _ => $"SELECT {columns}, {Instant(at)} AS window_start, {Instant(at)} AS window_end FROM {Rows}",
        };
        return Sql(input, text, node.Row, node);
    }

    /// <summary>Rows before their group, with the sessions or sliding windows that they are in.</summary>
    /// <param name="trace">Of the query as it was: which columns tell the window.</param>
    /// <param name="keys">Columns that the groups have besides.</param>
    public static SqlNode Grouped(LogicalNode input, WindowTrace trace, ImmutableArray<string> keys, AggregateNode groups)
    {
        Dictionary<string, string> ends = trace.Columns.Where(c => input.Row.Find(c.Key) is not null).ToDictionary();
        string at = Micros(Name(ends.Keys.First()));
        string size = Text(trace.Window.Window.Size);
        string text = trace.Window.Window.Kind == WindowKind.Session ? Sessions(input, ends, keys, at, size)
            : Sliding(input, ends, keys, at, size);
        return Sql(input, text, input.Row, groups);
    }

    /// <summary>The rows with further columns in SQL.</summary>
    public static SqlNode With(LogicalNode input, params ImmutableArray<(string Name, string Value)> columns)
    {
        TypeRef number = new(IntegerType.Int64, Nullable: true);
        RowType row = new([.. input.Row.Fields, .. columns.Select(c => new RowField(c.Name, number))]);
        return Sql(input, $"SELECT *, {List(columns.Select(c => $"{c.Value} AS {Name(c.Name)}"))} FROM {Rows}", row, input);
    }

    /// <summary>Microseconds since 1970 of an instant, which a path leads to.</summary>
    public static string MicrosOf(string path)
    {
        string[] names = path.Split('.');
        return Micros(names.Skip(1).Aggregate(Name(names[0]), (operand, name) => $"struct_extract({operand}, {s_sql.Text(name)})"));
    }

    public static string Text(TimeSpan duration) =>
        (duration.Ticks / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    // A session begins with a row that stands a gap or more behind the one before it of its key.
    private static string Sessions(
        LogicalNode input, Dictionary<string, string> ends, ImmutableArray<string> keys, string at, string size)
    {
        string by = List(keys.Select(Name));
        string partition = by.Length == 0 ? "" : $"PARTITION BY {by} ";
        string session = $"PARTITION BY {(by.Length == 0 ? "" : by + ", ")}__session";
        string columns = Columns(input, ends, "", start => start
            ? Instant($"min({at}) OVER ({session})") : Instant($"max({at}) OVER ({session}) + {size}"));
        return $"""
            SELECT {columns}
            FROM (
              SELECT *, sum(__begins) OVER ({partition}ORDER BY {at}) AS __session
              FROM (
                SELECT *, CASE WHEN {at} - lag({at}) OVER ({partition}ORDER BY {at}) >= {size} THEN 1 ELSE 0 END AS __begins
                FROM {Rows}))
            """;
    }

    // A window ends at each time of a row of its key, and reaches back from there.
    private static string Sliding(
        LogicalNode input, Dictionary<string, string> ends, ImmutableArray<string> keys, string at, string size)
    {
        string columns = Columns(input, ends, "r.", start => Instant(start ? $"e.__end - {size}" : "e.__end"));
        string same = string.Concat(keys.Select(key => $"r.{Name(key)} IS NOT DISTINCT FROM e.{Name(key)} AND "));
        return $"""
            SELECT {columns}
            FROM (SELECT *, {at} AS __at FROM {Rows}) AS r
            JOIN (SELECT DISTINCT {string.Concat(keys.Select(key => Name(key) + ", "))}{at} AS __end FROM {Rows}) AS e
              ON {same}r.__at > e.__end - {size} AND r.__at <= e.__end
            """;
    }

    private static string Columns(LogicalNode input, Dictionary<string, string> ends, string side, Func<bool, string> end) => List(
        input.Row.Fields.Select(f => ends.TryGetValue(f.Name, out string? tells)
            ? $"{end(tells == WindowNode.Start)} AS {Name(f.Name)}"
            : $"{side}{Name(f.Name)} AS {Name(f.Name)}"));

    private static SqlNode Sql(LogicalNode input, string text, RowType row, LogicalNode at) =>
        new(null, [new SqlInput(Rows, input)], text, row, at.Span);

    private static string Floor(string at, string every) => $"({at} - (({at} % {every}) + {every}) % {every})";

    private static string Instant(string micros) => $"timezone('UTC', make_timestamp({micros}))";

    private static string Micros(string instant) => $"epoch_us({instant})";

    private static string Path(BoundExpression expression) => expression switch
    {
        BoundField field => $"struct_extract({Path(field.Operand)}, {s_sql.Text(field.Name)})",
        BoundColumn column => Name(column.Name),
        _ => throw new System.Diagnostics.UnreachableException(expression.GetType().Name),
    };

    private static string Name(string column) => s_sql.Quote(column);

    private static string List(IEnumerable<string> items) => string.Join(", ", items);
}
