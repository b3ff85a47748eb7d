using System.Globalization;
using FlowLang.Connectors.DuckDb;

namespace FlowLang.Benchmarks.Analytics;

/// <summary>
/// Eight tables like those of TPC-H, as Parquet files: at scale 1 there are 1.5 M orders of one to seven lines, 6 M lines in all. Every
/// value is a hash of its key, so each run of the benchmark has the same rows.
/// </summary>
internal static class AnalyticsData
{
    public static readonly string[] Tables =
        ["region", "nation", "supplier", "customer", "part", "partsupp", "orders", "lineitem"];

    private const string Orders = """
        SELECT i AS o_orderkey, (hash(i * 3) % {customers})::BIGINT + 1 AS o_custkey,
          ['F', 'O', 'P'][(hash(i * 5) % 3)::INT + 1] AS o_status,
          ((hash(i * 7) % 50000000)::INT / 100)::DECIMAL(12, 2) AS o_totalprice,
          DATE '1992-01-01' + (hash(i * 11) % 2406)::INT AS o_orderdate,
          ['1-URGENT', '2-HIGH', '3-MEDIUM', '4-NOT SPECIFIED', '5-LOW'][(hash(i * 13) % 5)::INT + 1] AS o_priority,
          0::INT AS o_shippriority
        FROM range(1, {orders} + 1) t(i)
        """;

    // A part has four suppliers, and a line one of them.
    private const string Supplier = "((part + four * ({suppliers} // 4 + part % 7)) % {suppliers})::BIGINT + 1";

    private const string Lines = $$"""
        SELECT o_orderkey AS l_orderkey, n::INT AS l_linenumber, part + 1 AS l_partkey, {{Supplier}} AS l_suppkey,
          quantity::DECIMAL(12, 2) AS l_quantity, (quantity * (90000 + part % 20001) / 100)::DECIMAL(12, 2) AS l_extendedprice,
          ((h // 7 % 11)::INT / 100)::DECIMAL(4, 2) AS l_discount, ((h // 77 % 9)::INT / 100)::DECIMAL(4, 2) AS l_tax,
          CASE WHEN shipped > DATE '1995-06-17' THEN 'N' WHEN h % 2 = 0 THEN 'R' ELSE 'A' END AS l_returnflag,
          CASE WHEN shipped > DATE '1995-06-17' THEN 'O' ELSE 'F' END AS l_linestatus,
          shipped AS l_shipdate, o_orderdate + 30 + (h // 693 % 61)::INT AS l_commitdate,
          shipped + 1 + (h // 42273 % 30)::INT AS l_receiptdate,
          ['AIR', 'FOB', 'MAIL', 'RAIL', 'REG AIR', 'SHIP', 'TRUCK'][(h // 1268190 % 7)::INT + 1] AS l_shipmode,
          CASE WHEN h // 8877330 % 100 = 0 THEN 'unknown' ELSE printf('%.3f', (h // 887733000 % 1000000)::INT / 1000) END AS l_weight,
          shipped::TIMESTAMP + to_seconds((h // 97 % 86400)::BIGINT) AS l_updated
        FROM (
          SELECT *, (hash(h + 1) % {parts})::BIGINT AS part, (hash(h + 2) % 4)::BIGINT AS four, (hash(h + 3) % 50)::BIGINT + 1 AS quantity,
            o_orderdate + 1 + (hash(h + 4) % 121)::INT AS shipped
          FROM (
            SELECT o_orderkey, o_orderdate, n, hash(o_orderkey * 8 + n) // 4 AS h
            FROM (SELECT o_orderkey, o_orderdate, unnest(range(1, (hash(o_orderkey * 17) % 7)::BIGINT + 2)) AS n FROM orders)
          )
        )
        """;

    private static readonly Dictionary<string, string> s_selects = new()
    {
        ["region"] = """
            SELECT (i - 1)::INT AS r_regionkey, ['AFRICA', 'AMERICA', 'ASIA', 'EUROPE', 'MIDDLE EAST'][i] AS r_name FROM range(1, 6) t(i)
            """,
        ["nation"] = "SELECT i::INT AS n_nationkey, 'NATION ' || i AS n_name, (i % 5)::INT AS n_regionkey FROM range(25) t(i)",
        ["supplier"] = """
            SELECT i AS s_suppkey, 'Supplier ' || i AS s_name, (hash(i * 19) % 25)::INT AS s_nationkey FROM range(1, {suppliers} + 1) t(i)
            """,
        ["customer"] = """
            SELECT i AS c_custkey, 'Customer ' || i AS c_name, (hash(i * 23) % 25)::INT AS c_nationkey,
              ['AUTOMOBILE', 'BUILDING', 'FURNITURE', 'HOUSEHOLD', 'MACHINERY'][(hash(i * 29) % 5)::INT + 1] AS c_segment
            FROM range(1, {customers} + 1) t(i)
            """,
        ["part"] = """
            SELECT i AS p_partkey, list_reduce(list_transform([31, 37, 41, 43], lambda k: colors[(hash(i * k) % 20)::INT + 1]),
                lambda a, b: a || ' ' || b) AS p_name,
              ['ECONOMY', 'LARGE', 'MEDIUM', 'PROMO', 'SMALL', 'STANDARD'][(hash(i * 47) % 6)::INT + 1] || ' BRUSHED TIN' AS p_type
            FROM range(1, {parts} + 1) t(i),
              (SELECT ['almond', 'azure', 'beige', 'black', 'blue', 'brown', 'coral', 'cream', 'cyan', 'drab',
              'frosted', 'gold', 'green', 'honey', 'ivory', 'khaki', 'lace', 'lemon', 'lime', 'linen'] AS colors)
            """,
        ["partsupp"] = $$"""
            SELECT part + 1 AS ps_partkey, {{Supplier}} AS ps_suppkey,
              ((hash(part * 4 + four) % 100000)::INT / 100)::DECIMAL(12, 2) AS ps_supplycost
            FROM range({parts}) p(part), range(4) f(four)
            """,
        ["orders"] = Orders,
        ["lineitem"] = Lines,
    };

    /// <summary>Writes the files, where they are not there yet.</summary>
    public static async Task WriteAsync(DuckDbSession duck, string folder, double scale)
    {
        Directory.CreateDirectory(Path.Combine(folder, "results"));
        if (File.Exists($"{folder}/{Tables[^1]}.parquet"))
        {
            return;
        }

        foreach (string table in Tables)
        {
            await duck.ExecuteAsync($"COPY ({Scaled(s_selects[table], scale)}) TO '{folder}/{table}.parquet'", default);
            await ViewAsync(duck, folder, table);
        }
    }

    /// <summary>The tables' files as relations under the tables' names.</summary>
    public static async Task OpenAsync(DuckDbSession duck, string folder)
    {
        foreach (string table in Tables)
        {
            await ViewAsync(duck, folder, table);
        }
    }

    private static Task ViewAsync(DuckDbSession duck, string folder, string table) =>
        duck.ExecuteAsync($"CREATE VIEW {table} AS SELECT * FROM read_parquet('{folder}/{table}.parquet')", default);

    private static string Scaled(string sql, double scale)
    {
        string Count(int rows) => Math.Max(20, (long)(rows * scale)).ToString(CultureInfo.InvariantCulture);
        return sql.Replace("{orders}", Count(1_500_000), StringComparison.Ordinal)
            .Replace("{customers}", Count(150_000), StringComparison.Ordinal)
            .Replace("{parts}", Count(200_000), StringComparison.Ordinal)
            .Replace("{suppliers}", Count(10_000), StringComparison.Ordinal);
    }
}
