using System.Net.Sockets;
using System.Text;
using FlowLang.Runtime;
using FlowLang.Scheduling.Supervision;

namespace FlowLang.Scheduling.Tests.Supervision;

/// <summary>The datagrams of sd_notify(3), as a service manager gets them.</summary>
public sealed class SupervisorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flowtest-").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    private string Address => Path.Combine(_folder, "notify");

    public void Dispose()
    {
        _listener.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_tells_that_it_is_ready_and_that_it_ends(bool isAbstract)
    {
        string address = isAbstract ? $"@{_folder}" : Address;
        _listener.Bind(new UnixDomainSocketEndPoint(isAbstract ? $"\0{_folder}" : address));
        using Supervisor supervisor = Supervisor.Of(Environment(("NOTIFY_SOCKET", address)), RunLog.Silent);
        supervisor.Ready("serves");
        supervisor.Stopping("drains");

        Assert.Equal("READY=1\nSTATUS=serves", Heard());
        Assert.Equal("STOPPING=1\nSTATUS=drains", Heard());
    }

    [Fact]
    public void It_lives_for_as_long_as_something_moves()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(Address));
        _listener.Blocking = false;
        using Supervisor supervisor = Supervisor.Of(
            Environment(("NOTIFY_SOCKET", Address), ("WATCHDOG_USEC", "60000000")), RunLog.Silent);

        Assert.Equal(TimeSpan.FromSeconds(30), supervisor.Signs);
        foreach ((long moves, string heard) in new[] { (0L, "WATCHDOG=1"), (0L, ""), (7L, "WATCHDOG=1"), (7L, ""), (8L, "WATCHDOG=1") })
        {
            supervisor.Live(moves);
            Assert.Equal(heard, Heard());
        }
    }

    [Theory]
    [InlineData(null, "60000000", null)]
    [InlineData("/run/notify", null, null)]
    [InlineData("/run/notify", "0", null)]
    [InlineData("/run/notify", "often", null)]
    [InlineData("/run/notify", "60000000", "1")]
    [InlineData("tcp:8080", "60000000", null)]
    public void Nobody_is_told_who_did_not_ask(string? socket, string? microseconds, string? process)
    {
        using Supervisor supervisor = Supervisor.Of(
            Environment(("NOTIFY_SOCKET", socket), ("WATCHDOG_USEC", microseconds), ("WATCHDOG_PID", process)), RunLog.Silent);

        Assert.Null(supervisor.Signs);
    }

    [Fact]
    public void One_that_is_gone_is_told_of_once_in_the_log()
    {
        Lines log = new();
        using Supervisor supervisor = Supervisor.Of(Environment(("NOTIFY_SOCKET", Address)), log);
        supervisor.Ready("serves");
        supervisor.Stopping("drains");

        Assert.Contains("can't be told how it stands", Assert.Single(log.All), StringComparison.Ordinal);
    }

    private string Heard()
    {
        byte[] buffer = new byte[256];
        try
        {
            return Encoding.UTF8.GetString(buffer, 0, _listener.Receive(buffer));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
        {
            return "";
        }
    }

    private static HostEnvironment Environment(params (string Name, string? Value)[] variables) => new()
    {
        Out = TextWriter.Null,
        Error = TextWriter.Null,
        Variable = name => variables.FirstOrDefault(v => v.Name == name).Value,
    };

    private sealed class Lines : RunLog
    {
        public List<string> All { get; } = [];

        public override void Write(LogLevel level, string message, params ReadOnlySpan<KeyValuePair<string, object?>> fields) =>
            All.Add(message);
    }
}
