using System.Collections.Immutable;
using FlowLang.Connectors.DuckDb;
using FlowLang.Driver.Testing;
using FlowLang.Driver.Workspaces;
using FlowLang.Emit;
using FlowLang.Emit.Sql;
using FlowLang.Planning.Logical;
using FlowLang.Runtime;
using FlowLang.Syntax.Diagnostics;
using FlowLang.Syntax.Diagnostics.Catalogue;

namespace FlowLang.Driver.Verifying;

/// <summary>Asks the embedded engine what SQL of the program's own gives, as the executable will before its first row.</summary>
internal static class SqlVerification
{
    public static ImmutableArray<Diagnostic> Run(Workspace workspace, LogicalProgram program)
    {
        ImmutableArray<EmittedSql> sqls = Emitter.OwnSqls(program);
        return sqls.IsEmpty ? [] : DescribeAsync(workspace, program, sqls).GetAwaiter().GetResult();
    }

    private static async Task<ImmutableArray<Diagnostic>> DescribeAsync(
        Workspace workspace, LogicalProgram program, ImmutableArray<EmittedSql> sqls)
    {
        ImmutableArray<Diagnostic>.Builder mistakes = ImmutableArray.CreateBuilder<Diagnostic>();
        await using BatchRun run = EngineRun.Create("check", workspace, ProgramParameters.Defaults(program.Bound));
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, CancellationToken.None);
        foreach (EmittedSql sql in sqls)
        {
            try
            {
                ImmutableArray<string> differences =
                    await duck.SqlDifferencesAsync(sql.Sql, [.. sql.Columns.Select(ColumnTypes.Of)], CancellationToken.None);
                if (!differences.IsEmpty)
                {
                    mistakes.Add(EngineDiagnostics.SqlColumnsDiffer(sql.Span, differences));
                }
            }
            catch (FlowException e)
            {
                mistakes.Add(EngineDiagnostics.SqlRefused(sql.Span, e.Error.Why ?? e.Error.Message));
            }
        }

        return mistakes.ToImmutable();
    }
}
