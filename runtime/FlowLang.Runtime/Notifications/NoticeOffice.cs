using System.Collections.Immutable;

namespace FlowLang.Runtime;

/// <summary>
/// A process's notices: what is to be told goes to the deliveries of those who are told. A connection that can't be made is said once
/// in the log and left out, because a run is not worse for nobody hearing of it.
/// </summary>
public sealed class NoticeOffice : IAsyncDisposable
{
    private readonly Dictionary<string, NoticeDelivery> _deliveries = new(StringComparer.Ordinal);

    public NoticeOffice(FlowProgram program, ProgramSettings settings, RunLog log)
    {
        ArgumentNullException.ThrowIfNull(program);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(log);
        foreach (NotifierDeclaration declared in program.CreateNotifiers(settings))
        {
            try
            {
                _deliveries.Add(declared.Name, new NoticeDelivery(declared.Create(), settings.Time, log));
            }
            catch (FlowException e)
            {
                log.Write(LogLevel.Error, $"nobody is told by `{declared.Name}`. {e.Error}");
            }
        }

        Desk = new NoticeDesk(program.Name, (connection, notice) => _deliveries.GetValueOrDefault(connection)?.Add(notice));
    }

    /// <summary>What decides; for one caller at a time.</summary>
    public NoticeDesk Desk { get; }

    /// <summary>Tells what waits, for so long as <paramref name="patience"/>.</summary>
    public Task DrainAsync(TimeSpan patience) => Task.WhenAll(_deliveries.Values.Select(d => d.DrainAsync(patience)));

    public async ValueTask DisposeAsync()
    {
        foreach (NoticeDelivery delivery in _deliveries.Values)
        {
            await delivery.DisposeAsync();
        }
    }
}
