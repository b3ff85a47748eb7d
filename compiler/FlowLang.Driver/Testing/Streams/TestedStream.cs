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

    /// <summary>Runs over the records to their end, and gives what came out.</summary>
    /// <param name="run">The run of the embedded engine: its settings and its `now()` are the stream's, too.</param>
    /// <param name="records">Of each input: partitions with their records.</param>
    /// <param name="lanes">Threads that process them.</param>
    /// <param name="isOneRound">No row leaves before all records are there.</param>
    public async Task<RowCollection> RunAsync(
        BatchRun run, ImmutableArray<ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>>> records, int lanes, bool isOneRound,
        CancellationToken cancel)
    {
        RowCollection rows = new();
        await LiveAsync(Life(run, run.StartedAt, closesAtEnd: true, isOneRound), records, null, rows, lanes, cancel);
        return rows;
    }

    /// <summary>Goes on over what a step of a test adds: a life from the state and the positions of the one before.</summary>
    /// <param name="records">Of each input: all records up to here.</param>
    /// <param name="now">What `now()` is.</param>
    /// <param name="watermark">What the watermark of all inputs is raised to; null for what the records say.</param>
    /// <param name="rows">What came out so far.</param>
    public Task GoOnAsync(
        BatchRun run, IEnumerable<ImmutableArray<GivenRecord>> records, DateTimeOffset now, DateTime? watermark, RowCollection rows,
        CancellationToken cancel) => LiveAsync(
            Life(run, now, closesAtEnd: false, isOneRound: true), [.. records.Select(Interleaving.AsGiven)],
            watermark is { } mark ? EventTime.Of(mark) : null, rows, lanes: 1, cancel);

    private async Task LiveAsync(
        StreamRun stream, ImmutableArray<ImmutableArray<ImmutableArray<ReadOnlyMemory<byte>>>> records, long? watermark,
        RowCollection rows, int lanes, CancellationToken cancel)
    {
        StreamTopology topology = Topology(stream);
        foreach ((StreamInput input, var partitions) in topology.Inputs.Zip(records))
        {
            ((GivenSource)input.Source).Fill(partitions, watermark);
        }

        await using (StreamEngine engine = new(topology with { Store = rows, Lanes = lanes }, stream))
        {
            await engine.RunAsync(cancel);
        }

        topology.Sides.OfType<GivenOutput>().ToList().ForEach(rows.Take);
    }

    private static StreamRun Life(BatchRun run, DateTimeOffset now, bool closesAtEnd, bool isOneRound) => new()
    {
        Id = run.Id,
        Pipeline = run.Pipeline,
        ProgramName = run.ProgramName,
        SourceHash = run.SourceHash,
        Settings = run.Settings,
        StartedAt = now,
        IsBounded = true,
        ClosesAtEnd = closesAtEnd,
        IsOneRound = isOneRound,
    };

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
