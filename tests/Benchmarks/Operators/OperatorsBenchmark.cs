using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using DuckDB.NET.Data;
using FlowLang.Emit;
using FlowLang.Emit.CSharp;
using FlowLang.Emit.CSharp.Operators;
using FlowLang.Planning;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Optimization;
using FlowLang.Semantics.Binding;
using FlowLang.Semantics.Bound;
using FlowLang.Syntax.Parsing;
using FlowLang.Syntax.Text;
using Binder = FlowLang.Semantics.Binding.Binder;

namespace FlowLang.Benchmarks.Operators;

/// <summary>
/// The same where, derive and aggregate as generated C# over record structs in memory on one core, and as SQL on DuckDB with one thread
/// over a table in memory.
/// </summary>
internal static class OperatorsBenchmark
{
    private const string Text = """
        connection lake: files { root: "." }
        source data: { id: int64, zone: int32, fare: decimal(12, 2), tip: decimal(12, 2)?, distance: float64 }
          from lake.parquet("d.parquet")
        transform totals =
          from data
          | where fare > 0 and distance < 25
          | derive total = fare + (tip ?? 0), long_trip = distance > 10
          | aggregate trips = count(), revenue = sum(total), longest = max(distance), far = count_if(long_trip) by zone
        pipeline main { write totals to lake.parquet("result.parquet") { rejects: discard } }
        """;

    private const string Data = """
        SELECT i AS id, (hash(i) % 265)::INT AS zone, ((hash(i * 17) % 10000)::INT - 50)::DECIMAL(12, 2) / 100 AS fare,
            CASE WHEN hash(i * 19) % 10 < 3 THEN NULL ELSE (hash(i * 23) % 2000)::INT / 100 END AS tip,
            (hash(i * 13) % 30000)::INT / 1000.0 AS distance
        """;

    public static int Run(string[] arguments)
    {
        long rows = arguments is ["--rows", var text, ..] ? long.Parse(text, CultureInfo.InvariantCulture) : 5_000_000;
        BoundProgram bound = Binder.Bind([Parser.Parse(new SourceText("main.flow", Text))], SchemaCatalog.Empty);
        LogicalProgram plan = Optimizer.Optimize(Planner.Plan(bound), OptimizerRules.Default);
        BatchPlan batch = BatchPlanner.Plan(plan, plan.Pipelines[0]);
        using var duck = new DuckDBConnection("DataSource=:memory:");
        duck.Open();
        Execute(duck, $"SET threads = 1; CREATE TABLE data AS SELECT id, zone, CAST(fare AS DECIMAL(12, 2)) AS fare, " +
            $"CAST(tip AS DECIMAL(12, 2)) AS tip, CAST(distance AS DOUBLE) AS distance FROM ({Data} FROM range({rows}) t(i))");
        MethodInfo generated = Compile(batch);
        System.Collections.IList input = Read(duck, generated);
        string sql = Emitter.Steps(batch)[^1].Query?.Sql ?? throw new InvalidOperationException("The write has a query.");

        // The best of several, in turn, so that both see the machine's good moments.
        double fast = double.MaxValue;
        double engine = double.MaxValue;
        for (int i = 0; i < 7; i++)
        {
            fast = Math.Min(fast, Seconds(() => generated.Invoke(null, [input])));
            engine = Math.Min(engine, Seconds(() => Execute(duck, $"CREATE OR REPLACE TEMP TABLE result AS {sql}")));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"rows: {rows:N0}, one core"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"generated C#: {rows / fast / 1e6:F1} M rows/s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"DuckDB, one thread: {rows / engine / 1e6:F1} M rows/s"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ratio: {engine / fast:F2}"));
        return 0;
    }

    private static MethodInfo Compile(BatchPlan batch)
    {
        EmittedOperators emitted = OperatorsEmitter.Emit(batch, "Generated");
        EmittedOperator query = emitted.Operators[^1];
        string code = $$"""
            global using System; global using System.Collections.Generic;
            {{emitted.Code}}
            public static class Entry
            {
                public static object Rows(System.Data.Common.DbDataReader reader)
                {
                    List<DataRow> rows = [];
                    while (reader.Read())
                    {
                        rows.Add(new DataRow({{string.Join(", ", query.Inputs[0].Row.Fields.Select(Cell))}}));
                    }

                    return rows;
                }

                public static object Run(object rows) => new {{query.ClassName}}().Run((List<DataRow>)rows, new RowExits({{query.Sites.Length}}));
            }
            """;
        Assembly assembly = BenchmarkCompiler.Compile(code);
        return assembly.GetType("Generated.Entry")?.GetMethod("Run") ?? throw new InvalidOperationException("Run");
    }

    private static string Cell(Semantics.Types.RowField field, int index) => field.Name switch
    {
        "fare" => $"(long)(reader.GetDecimal({index}) * 100)",
        "tip" => $"reader.IsDBNull({index}) ? null : (long)(reader.GetDecimal({index}) * 100)",
        "distance" => $"reader.GetDouble({index})",
        "zone" => $"reader.GetInt32({index})",
        _ => $"reader.GetInt64({index})",
    };

    private static System.Collections.IList Read(DuckDBConnection duck, MethodInfo run)
    {
        MethodInfo read = run.DeclaringType?.GetMethod("Rows") ?? throw new InvalidOperationException("Rows");
        Type row = run.DeclaringType.Assembly.GetType("Generated.DataRow") ?? throw new InvalidOperationException("DataRow");
        string columns = string.Join(", ", row.GetProperties().Select(p => p.Name.ToLowerInvariant()));
        using DuckDBCommand command = duck.CreateCommand();
        command.CommandText = $"SELECT {columns} FROM data";
        using DuckDBDataReader reader = command.ExecuteReader();
        return (System.Collections.IList)(read.Invoke(null, [reader]) ?? throw new InvalidOperationException("no rows"));
    }

    private static double Seconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Execute(DuckDBConnection duck, string sql)
    {
        using DuckDBCommand command = duck.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
