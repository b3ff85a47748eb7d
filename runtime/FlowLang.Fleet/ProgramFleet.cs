using System.Collections.Concurrent;
using System.Collections.Immutable;
using FlowLang.Runtime;

namespace FlowLang.Fleet;

/// <summary>The programs of a folder, each hosted by itself; builds that are put there are found.</summary>
internal sealed class ProgramFleet(FleetOptions options, RunLog log, HttpClient http, TimeProvider time)
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, HostedProgram> _programs = new(StringComparer.Ordinal);

    public ImmutableArray<ProgramStanding> Standings =>
        [.. _programs.Values.Select(program => program.Standing).OrderBy(standing => standing.Name, StringComparer.Ordinal)];

    /// <summary>Where requests of a program go; null where there is none of the name, or nothing is served.</summary>
    public Uri? AddressOf(string name) => _programs.GetValueOrDefault(name)?.Address;

    public bool Has(string name) => _programs.ContainsKey(name);

    public async Task RunAsync(CancellationToken stop)
    {
        var running = new List<Task>();
        try
        {
            while (true)
            {
                Look(running, stop);
                await Task.Delay(s_look, time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }

        await Task.WhenAll(running);
    }

    private void Look(List<Task> running, CancellationToken stop)
    {
        ImmutableArray<BuildFolder> found;
        try
        {
            found = BuildFolder.Find(options.Folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return; // the next look may find it again
        }

        foreach (BuildFolder build in found)
        {
            HostedProgram program = _programs.GetOrAdd(build.Name, name =>
            {
                var made = new HostedProgram(name, options, log, http, time);
                running.Add(Task.Run(() => made.RunAsync(stop), CancellationToken.None));
                return made;
            });
            program.Found = build;
        }
    }
}
