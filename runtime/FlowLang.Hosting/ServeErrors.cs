using FlowLang.Runtime;

namespace FlowLang.Hosting;

/// <summary>Errors of starting to serve: RT9002 to RT9009.</summary>
internal static class ServeErrors
{
    public static FlowError NoAddress(string text) =>
        RunErrors.Usage("RT9002", $"`--listen {text}` is no address", "`--listen 127.0.0.1:8080`, `--listen [::1]:8080` or a port alone");

    public static FlowError CantListen(ListenAddress address, string why) =>
        RunErrors.Usage("RT9003", $"can't listen on {address}",
            "another program has the port: end it, or take another with `--listen`") with
        {
            Why = why,
        };

    public static FlowError Unprotected(ListenAddress address) => RunErrors.Usage(
        "RT9004",
        $"{address} can be reached from other machines, and there are no tokens",
        "name who may come in with `--tokens FILE` or FLOW_TOKENS; where something in front of it asks who comes, say `--auth none`");

    public static FlowError Certificate(string file, string why) =>
        RunErrors.Usage("RT9005", $"`{file}` gives no certificate with its key",
            "`--certificate FILE --key FILE`, both PEM, without a password")
        with
        {
            Why = why,
        };

    public static FlowError Tokens(string place, string why) => RunErrors.Usage(
        "RT9006",
        $"{place} can't be read as tokens",
        "a file has lines `ROLE SHA256 NAME`, FLOW_TOKENS has `ROLE TOKEN NAME` parted by `;`; a role is viewer or operator")
        with
    {
        Why = why,
    };
}
