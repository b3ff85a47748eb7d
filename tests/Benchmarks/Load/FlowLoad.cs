using FlowLang.Benchmarks.Measuring;

namespace FlowLang.Benchmarks.Load;

/// <summary>The load as a user has it: a workspace compiled by flowc into an executable, which is started for each load.</summary>
internal sealed class FlowLoad(string folder, string flowc, string program)
{
    private string Executable => Path.Combine(folder, "out", "load");

    /// <summary>Megabytes of the largest process so far.</summary>
    public double PeakMemory { get; private set; }

    /// <summary>Processor seconds of the last load, as far as they were seen.</summary>
    public double Processor { get; private set; }

    public async Task BuildAsync()
    {
        string workspace = Directory.CreateDirectory(Path.Combine(folder, "load")).FullName;
        await File.WriteAllTextAsync(Path.Combine(workspace, "main.flow"), program);
        await StartAsync(flowc, ["build", workspace, "-o", Path.Combine(folder, "out")]);
    }

    public Task RunAsync(string pipeline, params string[] options) => StartAsync(Executable, ["run", pipeline, .. options]);

    private Task StartAsync(string program, string[] arguments) => ChildProcess.RunAsync(program, arguments, folder, Watch);

    private void Watch(int id)
    {
        if (ProcessFigures.Of(id) is { } figures)
        {
            (PeakMemory, Processor) = (Math.Max(PeakMemory, figures.PeakMemory), figures.Processor);
        }
    }
}
