using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using FlowLang.Driver.Building;
using FlowLang.Driver.Packaging;
using FlowLang.Driver.Workspaces;
using FlowLang.Emit;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Runtime;
using FlowLang.Streams;

namespace FlowLang.Driver.Testing.Streams;

/// <summary>A stream pipeline of a test: generated C# as an executable has it, compiled into flowc.</summary>
internal sealed class TestedStream
{
    private readonly StreamPlan _plan;
    private readonly Type _pipeline;
    private readonly Type _connections;

    private TestedStream(StreamPlan plan, Type pipeline, Type connections) =>
        (_plan, _pipeline, _connections) = (plan, pipeline, connections);

    public static TestedStream Of(Workspace workspace, LogicalProgram program, StreamPlan plan)
    {
        EmitOptions options = new(workspace.Name, workspace.SourceHash, Installation.CompilerVersion);
        var (files, type) = Emitter.Tested(program, plan, options);
        CSharpInput input = new($"{workspace.Name}.test", files, [])
        {
            Own = program.Bound.Functions.IsEmpty ? [] : workspace.CSharp,
            IsLibrary = true,
        };
        CSharpOutput output = CSharpBuild.Compile(input, Installation.Current, CancellationToken.None);
        if (output.Errors.Length > 0)
        {
            throw new UnreachableException(string.Join('\n', output.Errors));
        }

        Assembly assembly = Assembly.Load(output.Assembly);
        return new TestedStream(plan, Found(assembly, type), Found(assembly, "Connections"));
    }

    /// <summary>Runs over the records to their end, and gives the rows as JSON.</summary>
    /// <param name="run">The run of the embedded engine: its settings and its `now()` are the stream's, too.</param>
    /// <param name="records">Of each input: partitions with their records.</param>
    /// <param name="lanes">Threads that process them.</param>
    /// <param name="isOneRound">No row leaves before all records are there.</param>
    public async Task<IEnumerable<ReadOnlyMemory<byte>>> RunAsync(
        BatchRun run, ImmutableArray<ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>>> records, int lanes, bool isOneRound,
        CancellationToken cancel)
    {
        StreamRun stream = new()
        {
            Id = run.Id,
            Pipeline = run.Pipeline,
            ProgramName = run.ProgramName,
            SourceHash = run.SourceHash,
            Settings = run.Settings,
            StartedAt = run.StartedAt,
            IsBounded = true,
            ClosesAtEnd = true,
            IsOneRound = isOneRound,
        };
        StreamTopology topology = Topology(stream);
        foreach ((StreamInput input, var partitions) in topology.Inputs.Zip(records))
        {
            ((GivenSource)input.Source).Fill(partitions);
        }

        RowCollection rows = new();
        await using StreamEngine engine = new(topology with { Store = rows, Lanes = lanes }, stream);
        await engine.RunAsync(cancel);
        return rows.Rows;
    }

    private StreamTopology Topology(StreamRun run)
    {
        object? pipeline = Activator.CreateInstance(_pipeline, Activator.CreateInstance(_connections, run.Settings));
        MethodInfo? create = _pipeline.GetMethod("CreateTopology", BindingFlags.Instance | BindingFlags.NonPublic);
        return create?.Invoke(pipeline, [run]) as StreamTopology
            ?? throw new UnreachableException($"{_plan.Pipeline.Name} has no topology");
    }

    private static Type Found(Assembly assembly, string type) =>
        assembly.GetType(type) ?? throw new UnreachableException($"{type} is not there");
}
