using System.Collections.Immutable;
using System.Globalization;
using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Emit.Text;
using FlowLang.Planning.Logical;
using FlowLang.Planning.Stream;
using FlowLang.Semantics.Bound;

namespace FlowLang.Emit.CSharp.Streams;

/// <summary>A pipeline of streams as a file: its class, and the parts that it is made of.</summary>
/// <param name="readings">What reads each table of the plan, as statements over `duck` and `run`.</param>
internal sealed class StreamPipelineEmitter(
    StreamPlan plan, ProgramNames names, EmitOptions options, IReadOnlyDictionary<ReloadNode, string> readings)
{
    private readonly CodeWriter _code = new();
    private readonly StructTypes _types = new();

    private BoundPipeline Pipeline => plan.Pipeline.Bound;

    private string Name => Names.Pascal(plan.Pipeline.Name);

    /// <summary>What the pipeline's operators keep; known once the file is written.</summary>
    public ImmutableArray<EmittedState> States { get; private set; } = [];

    public string Emit()
    {
        StreamPartEmitter whole = plan.Repartition is { } halves
            ? Part(halves.Rest, StreamRole.OfRest(halves), new StreamFile(Name, _types))
            : Part(plan, StreamRole.Whole, new StreamFile(Name, _types));
        StreamPartEmitter[] feeds =
        [
            .. plan.Repartition?.Feeds.Select((feed, i) => Part(
                feed, StreamRole.OfFeed(i, plan.Repartition), new StreamFile(Name + FeedName(feed), _types, isFeed: true))) ?? [],
        ];
        Head();
        Open(plan.Repartition is null ? "StreamPipeline" : "RepartitionedPipeline");
        using (_code.Block())
        {
            string instances = Pipeline.Instances > 1
                ? string.Create(CultureInfo.InvariantCulture, $" {{ Instances = {Pipeline.Instances} }}")
                : "";
            _code.Line(
                "public override PipelineDefinition Definition { get; } = "
                + $"new({Literals.Text(Pipeline.Symbol.Name)}, {Literals.Text(Pipeline.Span.Source.Path)}, {Pipeline.Span.Line})"
                + $"{instances};");
            _code.Line();
            if (plan.Repartition is { } repartition)
            {
                Repartition(repartition, feeds);
            }

            Topology("protected override StreamTopology CreateTopology", whole);
        }

        feeds.ToList().ForEach(feed => feed.Classes());
        whole.Classes();
        States = [.. feeds.Append(whole).SelectMany(part => part.States)];
        _types.Write(_code);
        return _code.ToString();
    }

    private StreamPartEmitter Part(StreamPlan part, StreamRole role, StreamFile file)
    {
        StreamPartEmitter emitter = new(part, role, file, _code, readings);
        emitter.Prepare();
        return emitter;
    }

    private void Head()
    {
        _code.Line($"// Made by flowc {options.CompilerVersion} for {options.ProgramName}. The next build writes it again.");
        _code.Line("#nullable enable annotations");
        _code.Line("#pragma warning disable CS0162, CS1718 // A condition that is known stays as the program has it.");
        foreach (string name in StreamNamespaces.All.Concat(names.Namespaces).Distinct().Order(StringComparer.Ordinal))
        {
            _code.Line($"using {name};");
        }
    }

    private void Open(string parent)
    {
        _code.Line();
        _code.Line($"namespace {names.Space(plan.Pipeline)};");
        _code.Line();
        _code.Line($"/// <summary>Pipeline `{Pipeline.Symbol.Name}` of {Pipeline.Span}.</summary>");
        _code.Line($"internal sealed class {names.Pipeline(plan.Pipeline)}(Connections connections) : {parent}");
    }

    private void Repartition(RepartitionPlan halves, StreamPartEmitter[] feeds)
    {
        string connection = EndpointEmitter.ConnectionOf(halves.Cuts[0].Carried.Endpoint);
        _code.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"protected override IRepartitionTopic Topic => {connection}.Repartition(instances: {Pipeline.Instances});"));
        _code.Line();
        _code.Line("protected override ImmutableArray<RepartitionFeed> Feeds =>");
        _code.Line("[");
        using (_code.Indent("];"))
        {
            for (int i = 0; i < feeds.Length; i++)
            {
                Feed(halves, i);
            }
        }

        _code.Line();
        foreach ((StreamPlan feed, StreamPartEmitter part) in halves.Feeds.Zip(feeds))
        {
            Topology($"private StreamTopology Create{FeedName(feed)}", part);
            _code.Line();
        }
    }

    private void Feed(RepartitionPlan halves, int number)
    {
        StreamPlan feed = halves.Feeds[number];
        _code.Line($"new({Literals.Text(feed.Reads[0].Stream.Name)},");
        _code.Line("[");
        using (_code.Indent($"], Create{FeedName(feed)}),"))
        {
            foreach ((RepartitionCut cut, int at) in halves.Cuts.Select((cut, at) => (cut, at)).Where(c => c.cut.Feed == number))
            {
                string key = cut.Key is { } names ? Literals.List(names.Select(Literals.Text)) : "null";
                _code.Line(string.Create(CultureInfo.InvariantCulture, $"new({at}, {Literals.Columns(cut.Row.Fields)}, {key}),"));
            }
        }
    }

    private void Topology(string method, StreamPartEmitter part)
    {
        string[] shared = [.. part.Shared];
        if (shared.Length == 0)
        {
            _code.Line($"{method}(StreamRun run) => new()");
            New(part);
            return;
        }

        _code.Line($"{method}(StreamRun run)");
        using (_code.Block())
        {
            shared.ToList().ForEach(_code.Line);
            _code.Line("return new()");
            New(part);
        }
    }

    private void New(StreamPartEmitter part)
    {
        using (_code.Block("};"))
        {
            part.Topology();
        }
    }

    private static string FeedName(StreamPlan feed) => Names.Pascal(feed.Reads[0].Stream.Name) + "Feed";
}
