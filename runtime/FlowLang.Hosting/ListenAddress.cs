using System.Globalization;
using System.Net;
using FlowLang.Runtime;

namespace FlowLang.Hosting;

/// <summary>Where connections are waited for.</summary>
internal sealed record ListenAddress(IPAddress Address, int Port)
{
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Reads <c>--listen</c>; throws RT9002 for what is no address.</summary>
    public static ListenAddress Parse(string text)
    {
        int colon = text.LastIndexOf(':');
        string host = colon < 0 ? "" : text[..colon];
        bool hasPort = int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port <= IPEndPoint.MaxPort;
        IPAddress? address = host switch
        {
            "" when colon < 0 => IPAddress.Loopback,
            "localhost" => IPAddress.Loopback,
            "*" => IPAddress.Any,
            ['[', .. var inner, ']'] => IPAddress.TryParse(inner, out IPAddress? six) ? six : null,
            _ => !host.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(host, out IPAddress? four) ? four : null,
        };
        return hasPort && address is not null ? new ListenAddress(address, port) : throw new FlowException(ServeErrors.NoAddress(text));
    }

    public override string ToString() => new IPEndPoint(Address, Port).ToString();
}
