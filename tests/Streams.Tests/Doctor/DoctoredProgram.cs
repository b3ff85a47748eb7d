using System.Collections.Immutable;
using System.Text;
using FlowLang.Runtime;

namespace FlowLang.Streams.Tests.Doctor;

/// <summary>A program of one pipeline of streams, by its command line.</summary>
/// <param name="pipeline">Its name.</param>
/// <param name="create">Its parts.</param>
internal sealed class DoctoredProgram(string pipeline, Func<StreamRun, StreamTopology> create) : FlowProgram
{
    public override string Name => "test";

    public override string SourceHash => "abcdef0123456789";

    public override string CompilerVersion => "0.1.0";

    public override Stream OpenManifest() => new MemoryStream(Encoding.UTF8.GetBytes("{}"));

    public override ImmutableArray<Pipeline> CreatePipelines(ProgramSettings settings) => [new Doctored(pipeline, create)];

    /// <summary>What it prints of the pipeline, without the pipeline's name, and errors by their codes.</summary>
    public async Task<(int Exit, string[] Lines)> AskAsync(params string[] command)
    {
        string folder = Directory.CreateTempSubdirectory("flow-doctor").FullName;
        try
        {
            using StringWriter text = new() { NewLine = "\n" };
            int exit = await ProgramHost.RunAsync(this, [.. command, "--log", "text"], new HostEnvironment
            {
                Out = text,
                Error = text,
                Directory = folder,
                ProgramDirectory = folder,
                Variable = _ => null,
            });
            return (exit, [.. text.ToString().Split('\n').Select(Told).OfType<string>()]);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private string? Told(string line) =>
        line.StartsWith("error ", StringComparison.Ordinal) ? line[.."error RT0000".Length]
        : line.Contains($"{pipeline}: ", StringComparison.Ordinal) ? line.Replace($"{pipeline}: ", "", StringComparison.Ordinal)
        : null;

    private sealed class Doctored(string name, Func<StreamRun, StreamTopology> create) : StreamPipeline
    {
        public override PipelineDefinition Definition { get; } = new(name, "main.flow", 1);

        protected override StreamTopology CreateTopology(StreamRun run) => create(run);
    }
}
