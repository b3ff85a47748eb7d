using FlowLang.Runtime;

namespace FlowLang.Fleet;

/// <summary>
/// One program: the process that serves it, the version that is to be served next, and those in which runs still go. A new version is
/// started beside the old one and takes over when it says that it can work; else the old one goes on.
/// </summary>
internal sealed class HostedProgram(string name, FleetOptions options, RunLog log, HttpClient http, TimeProvider time)
{
    private const int MostDoublings = 6;
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_ask = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_well = TimeSpan.FromMinutes(1);
    private readonly List<ChildProcess> _draining = [];
    private (BuildFolder Build, string Copy)? _current;
    private BuildFolder? _seen;
    private string? _refused;
    private long? _startAgainAt;
    private DateTimeOffset? _since;
    private long _begunAt;
    private int _crashes;

    /// <summary>What the folder holds now; null where the build is gone.</summary>
    public BuildFolder? Found { get; set; }

    /// <summary>Where requests go; null where nothing is served.</summary>
    public Uri? Address { get; private set; }

    public string? Problem { get; private set; }

    public ProgramStanding Standing =>
        new(name, Serving?.Version, Serving?.SourceHash, _since, _draining.Count, _crashes, Problem);

    private ChildProcess? Serving { get; set; }

    /// <summary>Until it is told to stop, then until its runs have ended or the time for that is over.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await StepAsync(stop);
                await Task.Delay(s_look, time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }

        await LeaveAsync();
    }

    private async Task StepAsync(CancellationToken stop)
    {
        foreach (ChildProcess ended in _draining.Where(child => child.Ended.IsCompleted).ToList())
        {
            log.Info($"{name}: version {ended.Version} has ended; its runs are done");
            _draining.Remove(ended);
            ended.Dispose();
        }

        if (Serving is { Ended.IsCompleted: true } dead)
        {
            await CrashedAsync(dead);
        }

        BuildFolder? found = Found;
        bool isStable = found is not null && found == _seen;
        _seen = found;
        if (isStable && found is not null && found.Version != _current?.Build.Version && found.Version != _refused)
        {
            await UpdateAsync(found, stop);
        }
        else if (Serving is null && _current is { } kept && _startAgainAt is { } at && time.GetTimestamp() >= at)
        {
            _startAgainAt = null;
            await TryAsync(kept.Build, kept.Copy, stop);
        }

        Forget();
    }

    private async Task UpdateAsync(BuildFolder build, CancellationToken stop)
    {
        if (build.Copy(options.Kept) is not { } copy)
        {
            return;
        }

        // The first version is tried again and again, because nothing else is there; a later one only once.
        _current ??= (build, copy);
        if (await TryAsync(build, copy, stop))
        {
            _current = (build, copy);
        }
    }

    /// <summary>Starts a version, and puts it in the place of the one that is served, when it can work.</summary>
    private async Task<bool> TryAsync(BuildFolder build, string copy, CancellationToken stop)
    {
        log.Info($"{name}: version {build.Version} starts");
        ChildProcess child;
        try
        {
            child = ChildProcess.Start(build, copy, options, line => log.Info($"{name}: {line}"));
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException or System.Text.Json.JsonException)
        {
            Refuse(build, $"it can't be started: {e.Message}");
            return false;
        }

        Uri? address;
        try
        {
            address = await ReadyAsync(child, stop);
        }
        catch
        {
            child.Dispose();
            throw;
        }

        if (address is null)
        {
            string last = child.Said;
            string how = child.Ended.IsCompleted ? "it ended" : $"it was not ready within {options.ReadyWithin.TotalSeconds:0} s";
            child.Dispose();
            Refuse(build, last.Length == 0 ? how : $"{how}; it said last:\n{last}");
            return false;
        }

        Swap(child, address);
        return true;
    }

    private void Swap(ChildProcess child, Uri address)
    {
        if (Serving is { } before)
        {
            before.End();
            _draining.Add(before);
            log.Info($"{name}: version {before.Version} starts no more runs; those that go end in it");
        }

        child.Begin();
        (Serving, Address, Problem, _refused) = (child, address, null, null);
        (_since, _begunAt) = (time.GetUtcNow(), time.GetTimestamp());
        log.Info($"{name}: version {child.Version} is served");
    }

    // Null where it has ended, or is not ready in time.
    private async Task<Uri?> ReadyAsync(ChildProcess child, CancellationToken stop)
    {
        for (long started = time.GetTimestamp(); time.GetElapsedTime(started) < options.ReadyWithin && !child.Ended.IsCompleted;)
        {
            if (child.Address is { IsCompletedSuccessfully: true, Result: { } address } && await IsReadyAsync(address, stop))
            {
                return address;
            }

            await Task.Delay(s_ask, time, stop);
        }

        return null;
    }

    private async Task<bool> IsReadyAsync(Uri address, CancellationToken stop)
    {
        try
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri(address, "/readyz"), stop);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private void Refuse(BuildFolder build, string why)
    {
        FlowError error = FleetErrors.NotReady(name, build.Version, why);
        Problem = $"{error.Code}: {error.Message}: {why}";
        log.Write(LogLevel.Error, error.ToString());
        if (Serving is null && _current?.Build.Version == build.Version)
        {
            _crashes++;
            StartAgain();
            return;
        }

        _refused = build.Version;
    }

    private async Task CrashedAsync(ChildProcess dead)
    {
        int code = await dead.Ended;
        _crashes = time.GetElapsedTime(_begunAt) > s_well ? 1 : _crashes + 1;
        (Serving, Address, _since) = (null, null, null);
        FlowError error = FleetErrors.Ended(name, code, StartAgain());
        Problem = $"{error.Code}: {error.Message}";
        log.Write(LogLevel.Error, error.ToString());
        dead.Dispose();
    }

    private TimeSpan StartAgain()
    {
        TimeSpan wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Clamp(_crashes - 1, 0, MostDoublings)));
        _startAgainAt = time.GetTimestamp() + (long)(wait.TotalSeconds * time.TimestampFrequency);
        return wait;
    }

    // Copies of versions that nothing runs from.
    private void Forget()
    {
        string folder = Path.Combine(options.Kept, name);
        HashSet<string> used = [.. _draining.Select(child => child.Version)];
        used.UnionWith(new[] { _current?.Build.Version, Serving?.Version }.OfType<string>());
        try
        {
            foreach (string copy in Directory.Exists(folder) ? Directory.GetDirectories(folder) : [])
            {
                if (!used.Contains(Path.GetFileName(copy)))
                {
                    Directory.Delete(copy, recursive: true);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Warning($"{name}: a version that is no more used can't be removed: {e.Message}");
        }
    }

    private async Task LeaveAsync()
    {
        Address = null;
        ChildProcess[] all = [.. _draining, .. new[] { Serving }.OfType<ChildProcess>()];
        Serving?.End();
        await Task.WhenAny(Task.WhenAll(all.Select(child => child.Ended)), Task.Delay(options.Drain, time));
        foreach (ChildProcess child in all)
        {
            if (!child.Ended.IsCompleted)
            {
                log.Warning($"{name}: what still goes is ended; nothing of it is committed");
            }

            child.Dispose();
        }
    }
}
