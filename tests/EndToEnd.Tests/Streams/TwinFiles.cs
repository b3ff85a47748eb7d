using System.Text;
using FlowLang.Connectors.DuckDb;
using FlowLang.Driver;
using FlowLang.Driver.Compiling;
using FlowLang.Driver.Testing;
using FlowLang.Driver.Testing.Streams;
using FlowLang.Driver.Workspaces;
using FlowLang.Emit.Sql.Twins;
using FlowLang.EndToEnd.Tests.Build;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Runtime;
using FlowLang.Semantics.Bound;

namespace FlowLang.EndToEnd.Tests.Streams;

/// <summary>The batch twin of a transform over a file, against rows that something else made of the same records.</summary>
internal static class TwinFiles
{
    /// <param name="folder">Of the test, with the workspace.</param>
    /// <param name="transform">One that reads one stream and has one test.</param>
    /// <param name="records">Of the stream, as JSON.</param>
    /// <param name="rows">Rows that the transform should give, as JSON.</param>
    /// <param name="workspace">Its folder.</param>
    public static async Task<IReadOnlyList<RowDifference>> CompareAsync(
        TemporaryFolder folder, string transform, string[] records, string[] rows, string workspace = "ws")
    {
        Compilation compilation = Compilation.Create(WorkspaceReader.Read(folder[workspace]));
        LogicalProgram program = compilation.Plan()
            ?? throw new InvalidOperationException(string.Join('\n', compilation.Diagnostics.Select(d => d.Message)));
        BoundTest test = program.Bound.Tests.Single(t => t.Transform.Name == transform);
        StreamPlan plan = StreamTestPlanner.Plan(program, test, "test");
        await using BatchRun run = EngineRun.Create("parity", compilation.Workspace, new Dictionary<string, string>());
        await using DuckDbSession duck = await DuckDbSession.OpenAsync(run, CancellationToken.None);
        GivenFiles given = new(duck, Directory.CreateDirectory(folder[$"files_{Guid.NewGuid():N}"]).FullName);
        await given.WriteAsync(TestPlans.GivenOf(0), Bytes(records), CancellationToken.None);
        await given.WriteAsync(TestPlans.ShuffledRows, Bytes(rows), CancellationToken.None);
        return await given.CheckAsync(TestPlans.Compared(program, plan, test), CancellationToken.None);
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Bytes(string[] lines) =>
        lines.Select(line => new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(line)));
}
