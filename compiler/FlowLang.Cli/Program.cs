using FlowLang.Cli;

return await FlowcHost.RunAsync(args);
