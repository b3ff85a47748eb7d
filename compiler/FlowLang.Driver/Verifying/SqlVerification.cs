using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Connectors.Postgres;
using FlowLang.Driver.Locking;
using FlowLang.Driver.Testing;
using FlowLang.Driver.Workspaces;
using FlowLang.Emit;
using FlowLang.Emit.Sql;
using FlowLang.Planning.Batch;
using FlowLang.Planning.Logical;
using FlowLang.Runtime;
using FlowLang.Semantics.Symbols;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Driver.Verifying;

/// <summary>
/// Asks engines what SQL of the program's own gives, as the executable will before its first row. A database that flowc can't reach is not
/// asked: the executable asks it.
/// </summary>
internal static class SqlVerification
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private delegate Task<ImmutableArray<string>> Describe(string sql, ImmutableArray<Column> columns, CancellationToken cancel);

    public static ImmutableArray<Diagnostic> Run(Workspace workspace, LogicalProgram program)
    {
        List<ConnectionSymbol?> engines = [.. SqlEngines.All(program).Select(sql => sql.Engine).DistinctBy(e => e?.Name)];
        return [.. engines.SelectMany(engine => RunAsync(workspace, program, engine).GetAwaiter().GetResult())];
    }

    private static async Task<ImmutableArray<Diagnostic>> RunAsync(Workspace workspace, LogicalProgram program, ConnectionSymbol? engine)
    {
        ImmutableArray<EmittedSql> sqls = engine is null or { Connector.Name: "postgres" } ? Emitter.OwnSqls(program, engine) : [];
        Dictionary<string, string> parameters = ProgramParameters.Defaults(program.Bound);
        await using BatchRun run = EngineRun.Create("check", workspace, parameters);
        if (engine is null)
        {
            await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, CancellationToken.None);
            return await DescribeAsync(sqls, "duckdb", duck.SqlDifferencesAsync, _ => true);
        }

        try
        {
            using CancellationTokenSource patience = new(s_patience);
            PostgresConnection pg =
                new EndpointOpener(new OptionText(parameters), run.Settings, new SampleInterval(program.Bound, null)).Postgres(engine);
            return sqls.IsEmpty ? [] : await DescribeAsync(
                sqls, engine.Name, (sql, columns, _) => pg.SqlDifferencesAsync(sql, columns, patience.Token), e => e.Code == "RT6022");
        }
        catch (Exception e) when (e is DriverException or FlowException or OperationCanceledException or ArgumentException)
        {
            // No secret, no address, no answer: the executable will ask.
            return [];
        }
    }

    private static async Task<ImmutableArray<Diagnostic>> DescribeAsync(
        ImmutableArray<EmittedSql> sqls, string engine, Describe describe, Func<FlowError, bool> isRefusal)
    {
        ImmutableArray<Diagnostic>.Builder mistakes = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (EmittedSql sql in sqls)
        {
            try
            {
                ImmutableArray<string> differences =
                    await describe(sql.Sql, [.. sql.Columns.Select(ColumnTypes.Of)], CancellationToken.None);
                if (!differences.IsEmpty)
                {
                    mistakes.Add(EngineDiagnostics.SqlColumnsDiffer(sql.Span, differences));
                }
            }
            catch (FlowException e) when (isRefusal(e.Error))
            {
                mistakes.Add(EngineDiagnostics.SqlRefused(sql.Span, engine, e.Error.Why ?? e.Error.Message));
            }
        }

        return mistakes.ToImmutable();
    }
}
