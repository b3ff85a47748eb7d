using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Connectors.DuckDb;
using FlowLang.Runtime;

namespace FlowLang.Connectors.Postgres;

/// <summary>
/// The SQL that brings loaded rows into the versions of their keys. A key's history is a step function of time, and its points are: the
/// begins of known versions, ends that nothing follows, what was loaded, and (<c>deleted: close</c>) that a key was not. What was loaded
/// wins over what was known of the same time; neighbours that say the same are one version; a version ends where the next point is. So the
/// order in which intervals come does not matter to what each of them says of its own time.
/// </summary>
internal sealed class HistorySql
{
    private readonly string _table;
    private readonly string _staged;
    private readonly HistoryOptions _options;
    private readonly ImmutableArray<string> _values;
    private readonly ImmutableArray<string> _tracked;
    private readonly string _at;
    private readonly string _moment;
    private readonly bool _hasOwnTimes;

    public HistorySql(TableName table, StagedRows staged, TableFeed feed, HistoryOptions options, int number)
    {
        Feed = feed;
        Keys = [.. feed.Columns.Where(c => c.IsKey).Select(c => Sql.Name(c.Name))];
        Touched = $"pg_temp.{Sql.Name($"flow_touched_{number}")}";
        Versions = $"pg_temp.{Sql.Name($"flow_versions_{number}")}";
        _table = table.Quoted;
        _staged = staged.Table;
        _options = options;
        _values = [.. feed.Columns.Where(c => !c.IsKey && c.Name != options.ChangedAt).Select(c => Sql.Name(c.Name))];
        _tracked = [.. options.Tracked.Select(Sql.Name)];
        _moment = Literal(feed.Run.Interval?.Start ?? feed.Run.StartedAt, options.TimeType(feed.Columns).Kind);
        _hasOwnTimes = options.ChangedAt is not null;
        _at = options.ChangedAt is { } column ? Sql.Name(column) : _moment;
    }

    public TableFeed Feed { get; }

    /// <summary>Quoted.</summary>
    public ImmutableArray<string> Keys { get; }

    /// <summary>A temporary table of the keys of which the load says something new.</summary>
    public string Touched { get; }

    /// <summary>A temporary table of all versions of those keys as they are to be.</summary>
    public string Versions { get; }

    /// <summary>One row where a key has two rows of one time: their number, the key's columns as text, the time.</summary>
    public string Repeated => $"SELECT count(*), {List(Keys, k => $"{k}::text")}, ({_at})::text FROM {_staged} "
        + $"GROUP BY {List(Keys)}{(_hasOwnTimes ? $", {_at}" : "")} HAVING count(*) > 1 LIMIT 1";

    public string Lock => $"LOCK TABLE {_table} IN SHARE ROW EXCLUSIVE MODE";

    public string CreateTouched => $"""
        CREATE TEMP TABLE {Touched["pg_temp.".Length..]} ON COMMIT DROP AS
        SELECT DISTINCT {List(Keys, k => $"s.{k}")} FROM {_staged} AS s
        LEFT JOIN {_table} AS o ON {Same("o", "s")} AND {HoldsAt("o", LoadedAt)}
        WHERE o.{Keys[0]} IS NULL OR {Differs(_values, "o", "s")}{(_options.ClosesDeleted ? $"\nUNION\n{Vanished}" : "")}
        """;

    /// <param name="next">The begin of the next interval that was loaded already; null where there is none.</param>
    public string CreateVersions(DateTimeOffset? next) => $"""
        CREATE TEMP TABLE {Versions["pg_temp.".Length..]} ON COMMIT DROP AS
        WITH points AS ({Points(next)}),
        single AS (SELECT DISTINCT ON ({List(Keys)}, __at) * FROM points ORDER BY {List(Keys)}, __at, __loaded DESC, __gap),
        stepped AS (
          SELECT *, CASE WHEN lag(__at) OVER steps IS NULL THEN NOT __gap
            ELSE __gap <> lag(__gap) OVER steps OR (NOT __gap AND {Steps()}) END AS __begins
          FROM single WINDOW steps AS (PARTITION BY {List(Keys)} ORDER BY __at)),
        numbered AS (SELECT *, count(*) FILTER (WHERE __begins) OVER (PARTITION BY {List(Keys)} ORDER BY __at) AS __run FROM stepped),
        valued AS (
          SELECT {List([.. Keys, "__at", "__gap", "__begins", .. _values.Select(Latest)])} FROM numbered
          WINDOW latest AS (PARTITION BY {List(Keys)}, __run ORDER BY __loaded DESC, __at DESC)),
        ended AS (SELECT *, lead(__at) OVER (PARTITION BY {List(Keys)} ORDER BY __at) AS __until FROM valued WHERE __begins)
        SELECT {List([.. Keys, .. _values, $"__at AS {From}", $"__until AS {To}", $"__until IS NULL AS {Current}"])}
        FROM ended WHERE NOT __gap
        """;

    /// <summary>Versions that are no more.</summary>
    public string Delete => $"DELETE FROM {_table} AS o USING {Touched} AS k WHERE {Same("o", "k")} "
        + $"AND NOT EXISTS (SELECT FROM {Versions} AS v WHERE {Same("v", "o")} AND v.{From} = o.{From})";

    /// <summary>Versions that ended come before those that begin to hold: at no moment are there two current ones.</summary>
    public ImmutableArray<string> Updates => [Update($"NOT v.{Current}"), Update($"v.{Current}")];

    public string Insert
    {
        get
        {
            string list = List([.. Keys, .. _values, From, To, Current]);
            return $"INSERT INTO {_table} ({list}) SELECT {list} FROM {Versions} AS v "
                + $"WHERE NOT EXISTS (SELECT FROM {_table} AS o WHERE {Same("o", "v")} AND o.{From} = v.{From})";
        }
    }

    private string From => Sql.Name(_options.ValidFrom);

    private string To => Sql.Name(_options.ValidTo);

    private string Current => Sql.Name(_options.IsCurrent);

    private string LoadedAt => _hasOwnTimes ? $"s.{_at}" : _moment;

    private string Vanished => $"SELECT {List(Keys, k => $"o.{k}")} FROM {_table} AS o "
        + $"WHERE {HoldsAt("o", _moment)} AND NOT EXISTS (SELECT FROM {_staged} AS s WHERE {Same("s", "o")})";

    private string Points(DateTimeOffset? next)
    {
        string keys = List(Keys, k => $"k.{k}");
        string known = $"FROM {_table} AS o JOIN {Touched} AS k ON {Same("o", "k")}";
        string absent = $"NOT EXISTS (SELECT FROM {_staged} AS s WHERE {Same("s", "k")})";
        List<string> points =
        [
            $"SELECT {keys}, o.{From} AS __at, false AS __gap, 0 AS __loaded{Values("o")} {known}",
            $"SELECT {keys}, o.{To}, true, 0{Values("o")} {known} WHERE o.{To} IS NOT NULL",
            $"SELECT {keys}, {LoadedAt}, false, 1{Values("s")} FROM {_staged} AS s JOIN {Touched} AS k ON {Same("s", "k")}",
        ];
        if (_options.ClosesDeleted)
        {
            // No version to take values from: nulls of the table's types.
            string nothing = $"LEFT JOIN {_table} AS o ON false";
            points.Add($"SELECT {keys}, {_moment}, true, 1{Values("o")} FROM {Touched} AS k {nothing} WHERE {absent}");
            if (next is { } later)
            {
                // What a later interval saw stays so from its time on, also where it was the same as before.
                string at = Literal(later, _options.TimeType(Feed.Columns).Kind);
                points.Add(
                    $"SELECT {keys}, {at}, o.{Keys[0]} IS NULL, 0{Values("o")} FROM {Touched} AS k "
                    + $"LEFT JOIN {_table} AS o ON {Same("o", "k")} AND {HoldsAt("o", at)}{(_hasOwnTimes ? $" WHERE {absent}" : "")}");
            }
        }

        return string.Join("\n  UNION ALL ", points);
    }

    private string Update(string which) =>
        $"UPDATE {_table} AS o SET {List([.. _values, To, Current], c => $"{c} = v.{c}")} FROM {Versions} AS v "
        + $"WHERE {Same("o", "v")} AND o.{From} = v.{From} AND {which} AND {Differs([.. _values, To, Current], "o", "v")}";

    private string Steps() => _tracked.IsEmpty ? "false"
        : $"({List(_tracked)}) IS DISTINCT FROM ({List(_tracked, c => $"lag({c}) OVER steps")})";

    private string Latest(string column) => _tracked.Contains(column) ? column : $"first_value({column}) OVER latest AS {column}";

    private string HoldsAt(string row, string at) => $"{row}.{From} <= {at} AND ({row}.{To} IS NULL OR {at} < {row}.{To})";

    private string Same(string left, string right) => string.Join(" AND ", Keys.Select(k => $"{left}.{k} = {right}.{k}"));

    private string Values(string row) => string.Concat(_values.Select(v => $", {row}.{v}"));

    private static string Differs(ImmutableArray<string> columns, string left, string right) => columns.IsEmpty ? "false"
        : $"({List(columns, c => $"{left}.{c}")}) IS DISTINCT FROM ({List(columns, c => $"{right}.{c}")})";

    private static string List(ImmutableArray<string> items) => string.Join(", ", items);

    private static string List(ImmutableArray<string> items, Func<string, string> write) => string.Join(", ", items.Select(write));

    private static string Literal(DateTimeOffset at, ColumnKind kind)
    {
        string text = at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture);
        return kind switch
        {
            ColumnKind.Date => $"DATE '{text[..10]}'",
            ColumnKind.DateTime => $"TIMESTAMP '{text}'",
            _ => $"TIMESTAMPTZ '{text}+00'",
        };
    }
}
