namespace FlowLang.Hosting;

/// <summary>How much one client, and all together, may ask.</summary>
public sealed record WebServerLimits
{
    /// <summary>Requests a second that an address may go on with, and how many at once.</summary>
    public int ReadsPerSecond { get; init; } = 50;

    public int ReadsAtOnce { get; init; } = 200;

    /// <summary>Those that change something.</summary>
    public int WritesPerSecond { get; init; } = 5;

    public int WritesAtOnce { get; init; } = 30;

    /// <summary>Tokens that an address may try in a minute.</summary>
    public int SignInsPerMinute { get; init; } = 10;

    /// <summary>Connections that are told events and lines as they come.</summary>
    public int Listeners { get; init; } = 2000;

    /// <summary>How long a listener may take to accept what it is sent before its connection is closed.</summary>
    public TimeSpan ListenerPatience { get; init; } = TimeSpan.FromSeconds(10);

    public int Connections { get; init; } = 4000;

    /// <summary>Bytes of a request's body.</summary>
    public long Body { get; init; } = 64 * 1024;
}
